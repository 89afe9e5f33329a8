/** The full sync as n8n's editor draws it: all of it, its heart, and a run that has ended. */
import type { BrowserContext, Page } from 'playwright-core';
import { OWNER } from '../demo/setUp.mjs';
import { logIn } from '../server/browser.mjs';
import type { Prepared } from './prepare.mjs';
import type { Studio } from './save.mjs';

interface Rectangle {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** Panels, buttons and the header lie over the canvas; a picture of the workflow needs none of them. */
const ONLY_THE_CANVAS = `
	body { visibility: hidden; }
	.vue-flow { visibility: visible; }
	[data-test-id="canvas-controls"], [data-test-id="canvas-minimap"], [data-test-id="canvas-handle-plus-wrapper"],
	div:has(> [data-test-id="execute-workflow-button"]), .el-notification { display: none !important; }
`;
/** n8n shows a small map for a moment after the canvas was moved. */
const WITHOUT_A_MAP = '[data-test-id="canvas-minimap"] { display: none !important; }';
const MARGIN = 24;
const WHOLE = { width: 3_400, height: 1_500 };
/** Zooming ends when a further step would push something to the edge. */
const ROOM = 1.1;
const ZOOM_STEP = -40;
const MOST_ZOOM_STEPS = 40;
/** As wide as a text column shows it, twice as sharp. */
const DETAIL = { width: 1_500, height: 900 };
/** The sections that a reader should understand first, as n8n draws their notes. */
const HEART = ['Read both sides', 'Decide, then write'].map((title) => `[data-test-id="sticky"]:has-text("${title}")`).join(', ');
const LAST_NODE = 'Give Back Lease';

export async function takeCanvasPictures(studio: Studio, { sync, executionId }: Prepared): Promise<void> {
	const wide = await logIn(studio.browser, studio.url, OWNER, { viewport: WHOLE });
	studio.save('full-sync', await wholeWorkflow(wide, `${studio.url}/workflow/${sync.id}`));
	await wide.close();

	const detail = await logIn(studio.browser, studio.url, OWNER, { viewport: DETAIL, deviceScaleFactor: 1.5 });
	studio.save('full-sync-steps', await heart(detail, `${studio.url}/workflow/${sync.id}`));
	studio.save('finished-run', await finishedRun(detail, `${studio.url}/workflow/${sync.id}/executions/${executionId}`));
	await detail.close();
}

async function wholeWorkflow(context: BrowserContext, address: string): Promise<Buffer> {
	const page = await openCanvas(context, address);
	await page.addStyleTag({ content: ONLY_THE_CANVAS });
	const clip = widened(around(await boxes(page, '.vue-flow__node')), MARGIN);
	return await page.screenshot({ clip, animations: 'disabled' });
}

/** Both sides are read, compared and written: large enough to read on a page. */
async function heart(context: BrowserContext, address: string): Promise<Buffer> {
	const page = await openCanvas(context, address);
	await page.addStyleTag({ content: ONLY_THE_CANVAS });
	await zoomTo(page, HEART);
	const clip = widened(around(await boxes(page, HEART)), MARGIN);
	return await page.screenshot({ clip, animations: 'disabled' });
}

/** The part of the run in which both sides are read, compared and written, with the number of items on each line. */
async function finishedRun(context: BrowserContext, address: string): Promise<Buffer> {
	const page = await openCanvas(context, address);
	await page.addStyleTag({ content: WITHOUT_A_MAP });
	await zoomTo(page, HEART);
	return await page.screenshot({ animations: 'disabled' });
}

async function openCanvas(context: BrowserContext, address: string): Promise<Page> {
	const page = await context.newPage();
	await page.goto(address, { waitUntil: 'domcontentloaded' });
	await page.locator(`[data-node-name="${LAST_NODE}"]`).first().waitFor({ state: 'attached' });
	await page.locator('[data-test-id="zoom-to-fit"]').click();
	await settle(page);
	return page;
}

/** Brings these parts to the middle, as large as they fit: with the wheel, as a person does. */
async function zoomTo(page: Page, selector: string): Promise<void> {
	const [canvas] = await boxes(page, '[data-test-id="canvas"]');
	if (!canvas) throw new Error('The editor shows no canvas.');
	const middle = middleOf(canvas);
	await page.mouse.move(middle.x, middle.y);
	for (let step = 0; step < MOST_ZOOM_STEPS; step += 1) {
		const at = middleOf(around(await boxes(page, selector)));
		await page.mouse.wheel(at.x - middle.x, at.y - middle.y);
		await settle(page);
		const { width, height } = around(await boxes(page, selector));
		if (width * ROOM > canvas.width || height * ROOM > canvas.height) break;
		await page.keyboard.down('Control');
		await page.mouse.wheel(0, ZOOM_STEP);
		await page.keyboard.up('Control');
		await settle(page);
	}
	// What the pointer is on shows its buttons.
	await page.mouse.move(1, 1);
	await settle(page);
}

/** Where these parts of the page are, asked for at once. */
async function boxes(page: Page, selector: string): Promise<Rectangle[]> {
	return await page.locator(selector).evaluateAll((elements) =>
		elements.map((element) => {
			const { x, y, width, height } = element.getBoundingClientRect();
			return { x, y, width, height };
		}),
	);
}

/** The smallest rectangle around all of them. */
function around(all: readonly Rectangle[]): Rectangle {
	const left = Math.min(...all.map((box) => box.x));
	const top = Math.min(...all.map((box) => box.y));
	const right = Math.max(...all.map((box) => box.x + box.width));
	const bottom = Math.max(...all.map((box) => box.y + box.height));
	return { x: left, y: top, width: right - left, height: bottom - top };
}

function widened({ x, y, width, height }: Rectangle, by: number): Rectangle {
	return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

function middleOf({ x, y, width, height }: Rectangle): { x: number; y: number } {
	return { x: x + width / 2, y: y + height / 2 };
}

/** The editor moves its canvas with an animation. */
async function settle(page: Page): Promise<void> {
	let before = '';
	for (;;) {
		const now = JSON.stringify(await boxes(page, '[data-node-name]'));
		if (now === before) return;
		before = now;
		await page.waitForTimeout(150);
	}
}
