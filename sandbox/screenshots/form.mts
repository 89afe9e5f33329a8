import { OWNER } from '../demo/setUp.mjs';
import { logIn } from '../server/browser.mjs';
import type { Prepared } from './prepare.mjs';
import type { Studio } from './save.mjs';

const SCREEN = { width: 900, height: 760 };
/** People on the list of the picture; the whole list of the invented association is longer than a page. */
const TICKED = 2;

/** The page of the release form on which an admin sees who waits, and why. */
export async function takeFormPictures(studio: Studio, { release }: Prepared): Promise<void> {
	const context = await logIn(studio.browser, studio.url, OWNER, { viewport: SCREEN, deviceScaleFactor: 1.5 });
	const page = await context.newPage();
	const trigger = release.nodes.find(({ type }) => type === 'n8n-nodes-base.formTrigger');
	await page.goto(`${studio.url}/form/${String(trigger?.webhookId)}`, { waitUntil: 'domcontentloaded' });
	await page.getByText('Allow access', { exact: true }).click();
	await page.locator('#submit-btn').click();
	await page.locator('input[type="radio"], input[type="checkbox"]').first().check();
	await page.locator('#submit-btn').click();
	const people = page.locator('input[type="checkbox"]');
	await people.nth(TICKED).waitFor();
	for (let index = 1; index <= TICKED; index += 1) await people.nth(index).check();
	await page.keyboard.press('Home');
	studio.save('release-form', await page.screenshot({ animations: 'disabled' }));
	await context.close();
}
