/** n8n's editor in a headless Chromium, as somebody sees it who has just imported a workflow. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { repositoryRoot } from '../../../sandbox/server/paths.mjs';
import type { StoredWorkflow } from '../../../sandbox/server/n8nClient.mjs';
import { FormPage } from './form.mjs';
import type { World } from './world.mjs';

/** A whole template fits in, with notes that can be read. */
const SCREEN = { width: 3_200, height: 1_400 };
/** The editor's program is large, and the machine may be busy. */
const PATIENCE_MS = 60_000;

export class Editor {
	private constructor(
		private readonly browser: Browser,
		private readonly context: BrowserContext,
		private readonly url: string,
	) {}

	/** Starts the browser and logs the owner in. Throws what ensureChromium.mjs says when there is no browser. */
	static async open({ server, owner }: World): Promise<Editor> {
		const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox', '--disable-gpu'], timeout: PATIENCE_MS });
		try {
			const context = await browser.newContext({ viewport: SCREEN });
			context.setDefaultTimeout(PATIENCE_MS);
			// Nothing leaves this machine: what the editor would fetch from elsewhere is not there.
			await context.route((address) => address.hostname !== '127.0.0.1', async (route) => await route.abort());
			const answer = await context.request.post(`${server.url}/rest/login`, { data: { emailOrLdapLoginId: owner.email, password: owner.password } });
			if (!answer.ok()) throw new Error(`n8n answered ${answer.status()} to the log-in.`);
			return new Editor(browser, context, server.url);
		} catch (error) {
			await browser.close();
			throw error;
		}
	}

	/** Opens a workflow and waits until all its nodes are drawn. */
	async openWorkflow(id: string, nodeNames: readonly string[]): Promise<EditorPage> {
		const page = await this.context.newPage();
		const problems: string[] = [];
		page.on('pageerror', (error) => problems.push(error.message));
		page.on('response', (response) => {
			if (response.status() >= 400 && response.url().startsWith(this.url)) problems.push(`${response.status()} ${response.url()}`);
		});
		await page.goto(`${this.url}/workflow/${id}`, { waitUntil: 'domcontentloaded' });
		for (const name of nodeNames) await page.locator(`[data-node-name=${JSON.stringify(name)}]`).first().waitFor({ state: 'attached' });
		await page.locator('[data-test-id="zoom-to-fit"]').click();
		return new EditorPage(page, problems);
	}

	/** Opens the form of a published workflow, logged in, or as somebody who is not. */
	async openForm(workflow: StoredWorkflow, { loggedIn = true } = {}): Promise<FormPage> {
		const trigger = workflow.nodes.find(({ type }) => type === 'n8n-nodes-base.formTrigger');
		const context = loggedIn ? this.context : await this.browser.newContext();
		const page = await context.newPage();
		await page.setViewportSize({ width: 1_000, height: 900 });
		await page.goto(`${this.url}/form/${String(trigger?.webhookId)}`, { waitUntil: 'domcontentloaded' });
		return new FormPage(page);
	}

	/**
	 * n8n sets a cookie for each form that is opened, and sends all of them with each page: after some 30 forms within an hour
	 * the header is larger than Node.js takes, and n8n answers 431. The log-in stays.
	 */
	async forgetForms(): Promise<void> {
		await this.context.clearCookies({ name: /^(?!n8n-auth$)/ });
	}

	async close(): Promise<void> {
		await this.browser.close();
	}
}

export class EditorPage {
	constructor(
		private readonly page: Page,
		/** Errors of the editor's own program, and answers of n8n that were refusals. */
		readonly problems: readonly string[],
	) {}

	/** Texts of messages that pop up. */
	async toasts(): Promise<string[]> {
		return await this.page.locator('.el-notification, [data-sonner-toast], [role="alert"]').allInnerTexts();
	}

	/** Nodes with a red badge: a missing credential, a parameter that is not filled in, an unknown type. */
	async nodesWithIssues(): Promise<string[]> {
		const badges = this.page.locator('[data-test-id="node-issues"], [data-test-id="node-setup-required"]');
		const nodes = this.page.locator('[data-node-name]').filter({ has: badges });
		return await nodes.evaluateAll((elements) => elements.map((element) => element.getAttribute('data-node-name') ?? ''));
	}

	/** Whether n8n offers to install a node that it does not know. */
	async asksToInstall(): Promise<boolean> {
		return (await this.page.getByText(/install this node/i).count()) > 0;
	}

	/** Writes what is seen into test/artifacts, for people. */
	async screenshot(name: string): Promise<string> {
		const folder = join(repositoryRoot(), 'test', 'artifacts');
		mkdirSync(folder, { recursive: true });
		const path = join(folder, `${name}.png`);
		await this.page.screenshot({ path, animations: 'disabled' });
		return path;
	}

	async close(): Promise<void> {
		await this.page.close();
	}
}

/** The project's own script finds or installs it, and says clearly when it can't. */
function chromiumPath(): string {
	const script = join(repositoryRoot(), 'test', 'tools', 'ensureChromium.mjs');
	return execFileSync(process.execPath, [script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim().split('\n').at(-1) ?? '';
}
