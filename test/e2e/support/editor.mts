/** n8n's editor in a headless Chromium, as somebody sees it who has just imported a workflow. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../../../sandbox/server/browser.mjs';
import { repositoryRoot } from '../../../sandbox/server/paths.mjs';
import type { StoredWorkflow } from '../../../sandbox/server/n8nClient.mjs';
import { CredentialsPage } from './credentialsPage.mjs';
import { FormPage } from './form.mjs';
import type { World } from './world.mjs';

/** A whole template fits in, with notes that can be read. */
const SCREEN = { width: 3_200, height: 1_400 };
/** A sync may run behind a click, and the machine may be busy. */
const PATIENCE_MS = 120_000;

export class Editor {
	private constructor(
		private readonly browser: Browser,
		private readonly context: BrowserContext,
		private readonly url: string,
	) {}

	/** Starts the browser and logs the owner in. Throws what ensureChromium.mjs says when there is no browser. */
	static async open({ server, owner }: World): Promise<Editor> {
		const { browser, context } = await openBrowser(server.url, owner, { viewport: SCREEN });
		return new Editor(browser, context, server.url);
	}

	/** Opens a workflow and waits until all its nodes are drawn. */
	async openWorkflow(id: string, nodeNames: readonly string[]): Promise<EditorPage> {
		const { page, problems } = await this.newPage();
		await page.goto(`${this.url}/workflow/${id}`, { waitUntil: 'domcontentloaded' });
		await waitForNodes(page, nodeNames);
		return new EditorPage(page, problems);
	}

	/**
	 * Makes a new workflow of a file by the editor's own menu: Import > From file. Waits until it is saved, and opens it
	 * again: the editor shows no red badges on nodes that have just come.
	 */
	async importFile(file: string, nodeNames: readonly string[]): Promise<EditorPage> {
		const { page, problems } = await this.newPage();
		await page.goto(`${this.url}/workflow/new`, { waitUntil: 'domcontentloaded' });
		await page.getByTestId('workflow-menu').click();
		await page.getByTestId('workflow-menu-item-import').hover();
		const chooser = page.waitForEvent('filechooser');
		await page.getByRole('menuitem', { name: 'From file' }).click();
		const saved = page.waitForResponse((response) => response.ok() && response.request().method() !== 'GET' && /\/rest\/workflows(\/\w+)?$/.test(new URL(response.url()).pathname));
		await (await chooser).setFiles(file);
		await saved;
		await page.waitForURL(/\/workflow\/(?!new)\w+/);
		await page.reload({ waitUntil: 'domcontentloaded' });
		await waitForNodes(page, nodeNames);
		return new EditorPage(page, problems);
	}

	/** The list of credentials. */
	async openCredentials(): Promise<CredentialsPage> {
		const { page } = await this.newPage();
		await page.goto(`${this.url}/home/credentials`, { waitUntil: 'domcontentloaded' });
		return new CredentialsPage(page);
	}

	/** Opens the form of a published workflow, logged in, or as somebody who is not. */
	async openForm(workflow: StoredWorkflow, { loggedIn = true } = {}): Promise<FormPage> {
		const trigger = workflow.nodes.find(({ type }) => type === 'n8n-nodes-base.formTrigger');
		const context = loggedIn ? this.context : await this.browser.newContext();
		const page = await context.newPage();
		await page.setViewportSize({ width: 1_000, height: 900 });
		page.setDefaultNavigationTimeout(PATIENCE_MS);
		const address = `${this.url}/form/${String(trigger?.webhookId)}`;
		await page.goto(address, { waitUntil: 'domcontentloaded' });
		return new FormPage(page, address);
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

	private async newPage(): Promise<{ page: Page; problems: string[] }> {
		const page = await this.context.newPage();
		page.setDefaultNavigationTimeout(PATIENCE_MS);
		const problems: string[] = [];
		page.on('pageerror', (error) => problems.push(error.message));
		page.on('response', (response) => {
			if (response.status() >= 400 && response.url().startsWith(this.url)) problems.push(`${response.status()} ${response.url()}`);
		});
		return { page, problems };
	}
}

async function waitForNodes(page: Page, names: readonly string[]): Promise<void> {
	for (const name of names) await page.locator(`[data-node-name=${JSON.stringify(name)}]`).first().waitFor({ state: 'attached' });
	await page.getByTestId('zoom-to-fit').click();
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
		// The editor draws nodes first and asks for credentials then.
		await this.page.waitForLoadState('networkidle');
		const badges = this.page.locator('[data-test-id="node-issues"], [data-test-id="node-setup-required"]');
		const nodes = this.page.locator('[data-node-name]').filter({ has: badges });
		return await nodes.evaluateAll((elements) => elements.map((element) => element.getAttribute('data-node-name') ?? ''));
	}

	/** Whether n8n offers to install a node that it does not know. */
	async asksToInstall(): Promise<boolean> {
		return (await this.page.getByText(/install this node/i).count()) > 0;
	}

	/** First words of the notes whose text does not fit: n8n hides what stands below the edge. */
	async notesCutOff(): Promise<string[]> {
		const texts = this.page.locator('[data-test-id="sticky"] > div:first-child');
		return await texts.evaluateAll((elements) =>
			elements
				.filter(({ scrollHeight, clientHeight, scrollWidth, clientWidth }) => scrollHeight > clientHeight || scrollWidth > clientWidth)
				.map((element) => (element.textContent ?? '').slice(0, 60)),
		);
	}

	/** How many notes are drawn. */
	async notes(): Promise<number> {
		return await this.page.locator('[data-test-id="sticky"]').count();
	}

	/** The id under which n8n has stored the workflow. */
	get storedId(): string {
		return new URL(this.page.url()).pathname.split('/').at(-1) ?? '';
	}

	/**
	 * Presses Execute workflow and waits until this node, one of the last, has a green tick.
	 * @returns id of the execution
	 */
	async execute(lastNode: string): Promise<string> {
		const started = this.page.waitForResponse((response) => /\/workflows\/\w+\/run/.test(response.url()), { timeout: PATIENCE_MS });
		await this.page.getByTestId('execute-workflow-button').click();
		const { data } = (await (await started).json()) as { data: { executionId: string } };
		const node = this.page.locator(`[data-node-name=${JSON.stringify(lastNode)}]`);
		await node.getByTestId('canvas-node-status-success').waitFor({ timeout: PATIENCE_MS });
		return data.executionId;
	}

	/** Presses Publish, and Publish again in the dialog. */
	async publish(): Promise<void> {
		await this.page.getByTestId('workflow-open-publish-modal-button').click();
		await this.page.getByTestId('workflow-publish-button').click();
		await this.page.getByTestId('workflow-active-version-indicator').waitFor({ state: 'attached' });
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
