/** A headless Chromium in which the owner of an n8n is logged in. */
import { chromium, selectors, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core';
import { ensured } from './ensured.mjs';

/** The editor's program is large, and the machine may be busy. */
const PATIENCE_MS = 60_000;

export interface LoggedInBrowser {
	readonly browser: Browser;
	/** Carries the owner's session. */
	readonly context: BrowserContext;
}

/**
 * Starts the browser and logs the owner in.
 * @throws what ensureChromium.mjs says when there is no browser
 */
export async function openBrowser(url: string, owner: { email: string; password: string }, options: BrowserContextOptions): Promise<LoggedInBrowser> {
	// As n8n's editor marks its parts, for `getByTestId`.
	selectors.setTestIdAttribute('data-test-id');
	const browser = await launchBrowser();
	try {
		return { browser, context: await logIn(browser, url, owner, options) };
	} catch (error) {
		await browser.close();
		throw error;
	}
}

/** A browser in which nobody is logged in. */
export async function launchBrowser(): Promise<Browser> {
	return await chromium.launch({ executablePath: ensured('ensureChromium.mjs'), args: ['--no-sandbox', '--disable-gpu'], timeout: PATIENCE_MS });
}

/** One more window of the same person, such as that of a phone. */
export async function logIn(browser: Browser, url: string, owner: { email: string; password: string }, options: BrowserContextOptions): Promise<BrowserContext> {
	const context = await browser.newContext(options);
	context.setDefaultTimeout(PATIENCE_MS);
	// Nothing leaves this machine: what the editor would fetch from elsewhere is not there.
	await context.route((address) => address.hostname !== '127.0.0.1', async (route) => await route.abort());
	const answer = await context.request.post(`${url}/rest/login`, { data: { emailOrLdapLoginId: owner.email, password: owner.password } });
	if (!answer.ok()) throw new Error(`n8n answered ${answer.status()} to the log-in.`);
	return context;
}
