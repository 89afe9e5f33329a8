/** An n8n form in the browser, filled in as an admin does it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { repositoryRoot } from '../../../sandbox/server/paths.mjs';

/** A sync may run behind a page. */
const PATIENCE_MS = 120_000;
/** Within that patience, a page that stays away is loaded this often. */
const LOADS = 4;

export class FormPage {
	constructor(
		private readonly page: Page,
		/** Where the form was opened; n8n leads from there to its own pages. */
		private readonly address: string,
	) {}

	/** Everything that can be read on the page. */
	async text(): Promise<string> {
		return (await this.page.locator('body').innerText()).replace(/\s+/g, ' ').trim();
	}

	/** Texts beside the checkboxes and radio buttons, in their order. */
	async options(): Promise<string[]> {
		const labels = await this.page.locator('.multiselect label, .multiselect-option label, .option label').allInnerTexts();
		return labels.map((label) => label.trim());
	}

	async choose(...labels: string[]): Promise<void> {
		for (const label of labels) await this.page.getByLabel(label, { exact: true }).check();
	}

	/** Chooses an entry of a list. */
	async select(label: string, option: string): Promise<void> {
		await this.page.getByLabel(label, { exact: true }).selectOption({ label: option });
	}

	/** Entries of a list, in their order. */
	async entries(label: string): Promise<string[]> {
		return await this.page.getByLabel(label, { exact: true }).locator('option:not([disabled])').allInnerTexts();
	}

	async fill(label: string, value: string): Promise<void> {
		await this.page.getByLabel(label, { exact: true }).fill(value);
	}

	/** What a field holds. */
	async value(label: string): Promise<string> {
		return await this.page.getByLabel(label, { exact: true }).inputValue();
	}

	/** Presses the button and waits for the page with this title. */
	async submit(title: string): Promise<void> {
		await this.press();
		await this.waitFor(title);
	}

	async press(): Promise<void> {
		await this.page.locator('#submit-btn').click();
	}

	/** Waits for a page that holds this text. */
	async waitForText(text: string): Promise<void> {
		await this.page.getByText(text).first().waitFor({ state: 'visible', timeout: PATIENCE_MS });
	}

	async waitFor(title: string): Promise<void> {
		await this.page.getByText(title, { exact: true }).first().waitFor({ state: 'visible', timeout: PATIENCE_MS });
	}

	/**
	 * n8n asks once whether this form may run with one's own log-in. Twice in CI that page, part of the editor's
	 * program, stayed away on the first load after n8n's start; why is not known. It is loaded again then, as a person would.
	 * @throws Error that says which page was shown instead
	 */
	async allowAccess(): Promise<void> {
		const allow = this.page.getByText('Allow access', { exact: true });
		for (let load = 1; load <= LOADS; load += 1) {
			const shown = await allow.waitFor({ state: 'visible', timeout: PATIENCE_MS / LOADS }).then(
				() => true,
				() => false,
			);
			if (shown) return await allow.click();
			const instead = `${new URL(this.page.url()).pathname}: ${(await this.text()).slice(0, 300)}`;
			if (load === LOADS) throw new Error(`n8n did not ask for access. It showed ${instead}`);
			console.warn(`"Allow access" did not come in load ${load}. Shown was ${instead}`);
			await this.page.goto(this.address, { waitUntil: 'domcontentloaded' });
		}
	}

	async screenshot(name: string): Promise<void> {
		const folder = join(repositoryRoot(), 'test', 'artifacts');
		mkdirSync(folder, { recursive: true });
		await this.page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
	}

	async close(): Promise<void> {
		await this.page.close();
	}
}
