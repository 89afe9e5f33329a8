/** The status page in a browser, as an admin opens it: by its address, with user name and password. */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import axios, { type AxiosResponse } from 'axios';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../../sandbox/server/browser.mjs';
import { repositoryRoot } from '../../../sandbox/server/paths.mjs';

/** The name that the template's note tells an admin to give. */
export const STATUS_CREDENTIAL = 'Novi Forj status page';
export const LOG_IN = { user: 'board', password: 'a-long-password-1' };

const PATIENCE_MS = 60_000;
const axeScript = readFileSync(createRequire(join(repositoryRoot(), 'package.json')).resolve('axe-core/axe.min.js'), 'utf8');

export interface Screen {
	colorScheme?: 'light' | 'dark';
	width?: number;
	height?: number;
}

export interface Finding {
	id: string;
	nodes: string[];
}

export class StatusPages {
	private constructor(
		private readonly browser: Browser,
		readonly address: string,
	) {}

	static async open(serverUrl: string): Promise<StatusPages> {
		const browser = await launchBrowser();
		return new StatusPages(browser, `${serverUrl}/webhook/novi-forj-status`);
	}

	/** The bare answer, whatever its status is. */
	async fetch(query: Record<string, string> = {}, auth: { user: string; password: string } | null = LOG_IN): Promise<AxiosResponse<string>> {
		const log = auth && { auth: { username: auth.user, password: auth.password } };
		return await axios.get(this.address, { params: query, ...log, proxy: false, validateStatus: () => true, responseType: 'text', transformResponse: (body: string) => body });
	}

	async visit(query: Record<string, string> = {}, { colorScheme = 'light', width = 1_280, height = 900 }: Screen = {}): Promise<OpenPage> {
		const httpCredentials = { username: LOG_IN.user, password: LOG_IN.password };
		const context = await this.browser.newContext({ viewport: { width, height }, colorScheme, httpCredentials, acceptDownloads: true });
		context.setDefaultTimeout(PATIENCE_MS);
		const page = await context.newPage();
		const requested: string[] = [];
		const complaints: string[] = [];
		page.on('request', (request) => requested.push(request.url()));
		page.on('console', (message) => complaints.push(message.text()));
		await page.goto(`${this.address}?${new URLSearchParams(query).toString()}`);
		return new OpenPage(page, requested, complaints);
	}

	async close(): Promise<void> {
		await this.browser.close();
	}
}

export class OpenPage {
	constructor(
		readonly page: Page,
		/** Every address that the page asked for. */
		readonly requested: readonly string[],
		/** What the browser had to say, such as something that the page's policy forbids. */
		readonly complaints: readonly string[],
	) {}

	async text(): Promise<string> {
		return (await this.page.locator('main').innerText()).replace(/\s+/g, ' ').trim();
	}

	/** Names in the list of people, in its order. */
	async names(): Promise<string[]> {
		return await this.page.locator('table.people tbody th > bdi').allInnerTexts();
	}

	/** Follows a link or presses a button, and waits for the next page. */
	async follow(name: string | RegExp, role: 'link' | 'button' = 'link'): Promise<void> {
		await Promise.all([this.page.waitForNavigation(), this.page.getByRole(role, typeof name === 'string' ? { name, exact: true } : { name }).first().click()]);
	}

	/** Presses Tab until this element has the focus. */
	async tabTo(selector: string): Promise<number> {
		for (let presses = 1; presses <= 40; presses++) {
			await this.page.keyboard.press('Tab');
			if (await this.page.evaluate<boolean>(`document.activeElement === document.querySelector('${selector}')`)) return presses;
		}
		throw new Error(`Tab does not reach ${selector}`);
	}

	/** What axe-core finds, everything on the page unfolded. The page's own policy forbids scripts; the browser's tools may run them. */
	async violations(): Promise<Finding[]> {
		await this.page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })");
		await this.page.evaluate(axeScript);
		const found = await this.page.evaluate<Array<{ id: string; nodes: Array<{ html: string }> }>>('axe.run().then(({ violations }) => violations)');
		return found.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }));
	}

	/** How far the page is wider than its window. */
	async overflow(): Promise<number> {
		return await this.page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
	}

	async screenshot(name: string): Promise<void> {
		const folder = join(repositoryRoot(), 'test', 'artifacts');
		mkdirSync(folder, { recursive: true });
		await this.page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
	}

	async close(): Promise<void> {
		await this.page.context().close();
	}
}
