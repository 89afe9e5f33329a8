import { STATUS_PAGE_LOGIN, type Prepared } from './prepare.mjs';
import type { Studio } from './save.mjs';

const PATH = '/webhook/novi-forj-status';
const DESKTOP = { viewport: { width: 1_200, height: 900 }, deviceScaleFactor: 1.5 };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

/** The status page at a desk and on a phone, once the package ships it. */
export async function takeStatusPagePictures(studio: Studio, { statusPage }: Prepared): Promise<void> {
	if (!statusPage) return;
	for (const [name, device] of [['status-page', DESKTOP], ['status-page-phone', PHONE]] as const) {
		const context = await studio.browser.newContext({ ...device, httpCredentials: { username: STATUS_PAGE_LOGIN.user, password: STATUS_PAGE_LOGIN.password } });
		const page = await context.newPage();
		const answer = await page.goto(`${studio.url}${PATH}`);
		if (!answer?.ok()) throw new Error(`The status page answered ${answer?.status() ?? 'nothing'}.`);
		studio.save(name, await page.screenshot({ animations: 'disabled' }));
		await context.close();
	}
}
