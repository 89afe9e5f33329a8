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
	[data-test-id="canvas-controls"], [data-test-id="canvas-minimap"], [data-test-id="logs-panel"], [data-test-id="node-creator-plus-button"],
	[data-test-id="execute-workflow-button"], [data-test-id="command-bar-button"], [data-test-id="add-sticky-button"],
	[data-test-id="toggle-focus-panel-button"], [data-test-id="canvas-handle-plus-wrapper"], .el-notification { display: none !important; }
`;
const MARGIN = 24;
/** The names stand below the nodes. */
const ROOM_FOR_NAMES = 70;
const WHOLE = { width: 3_400, height: 1_500 };
/** Zooming ends when a further step would push something to the edge. */
const ROOM = 1.2;
const ZOOM_STEP = -40;
const MOST_ZOOM_STEPS = 40;
/** As wide as a text column shows it, twice as sharp. */
const DETAIL = { width: 1_500, height: 900 };
/** The steps that a reader should understand first. */
const HEART = ['Enabled Links', 'Read Novi Groups', 'Read Forj Groups', 'Compare Members', 'Recheck Removals', 'Apply Plan', 'Summarize Run'];

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
	const nodes = widened(around(await boxes(page, HEART.map((name) => `[data-node-name="${name}"]`).join(', '))), ROOM_FOR_NAMES);
	return await page.screenshot({ clip: nodes, animations: 'disabled' });
}

/** The part of the run in which both sides are read, compared and written, with the number of items on each line. */
async function finishedRun(context: BrowserContext, address: string): Promise<Buffer> {
	const page = await openCanvas(context, address);
	await zoomTo(page, HEART);
	return await page.screenshot({ animations: 'disabled' });
}

async function openCanvas(context: BrowserContext, address: string): Promise<Page> {
	const page = await context.newPage();
	await page.goto(address, { waitUntil: 'domcontentloaded' });
	for (const name of HEART) await page.locator(`[data-node-name="${name}"]`).first().waitFor({ state: 'attached' });
	await page.locator('[data-test-id="zoom-to-fit"]').click();
	await settle(page);
	return page;
}

/** Brings these nodes to the middle, as large as they fit: with the wheel, as a person does. */
async function zoomTo(page: Page, names: readonly string[]): Promise<void> {
	const selector = names.map((name) => `[data-node-name="${name}"]`).join(', ');
	const [canvas] = await boxes(page, '[data-test-id="canvas"]');
	if (!canvas) throw new Error('The editor shows no canvas.');
	const middle = middleOf(canvas);
	await page.mouse.move(middle.x, middle.y);
	for (let step = 0; step < MOST_ZOOM_STEPS; step += 1) {
		const at = middleOf(around(await boxes(page, selector)));
		await page.mouse.wheel(at.x - middle.x, at.y - middle.y);
		await settle(page);
		const nodes = around(await boxes(page, selector));
		if (nodes.width * ROOM > canvas.width || nodes.height * ROOM > canvas.height) return;
		await page.keyboard.down('Control');
		await page.mouse.wheel(0, ZOOM_STEP);
		await page.keyboard.up('Control');
		await settle(page);
	}
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
