import { OWNER } from '../demo/setUp.mjs';
import { logIn } from '../server/browser.mjs';
import type { Prepared } from './prepare.mjs';
import type { Studio } from './save.mjs';

const SCREEN = { width: 700, height: 900 };
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
	await page.getByLabel('Only the people ticked below', { exact: true }).check();
	const people = page.getByLabel(/No longer in the Novi group/);
	for (let index = 0; index < TICKED; index += 1) await people.nth(index).check();
	await page.mouse.move(1, 1);
	studio.save('release-form', await page.screenshot({ fullPage: true, animations: 'disabled' }));
	await context.close();
}
