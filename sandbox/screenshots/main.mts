/** The README's pictures: the shipped workflows in a real n8n, with the demo's invented people. Written to docs/images. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServices } from '../demo/services.mjs';
import { OWNER } from '../demo/setUp.mjs';
import { openBrowser } from '../server/browser.mjs';
import { startN8n } from '../server/n8nServer.mjs';
import { repositoryRoot } from '../server/paths.mjs';
import { takeCanvasPictures } from './canvas.mjs';
import { takeFormPictures } from './form.mjs';
import { prepare } from './prepare.mjs';
import { saver } from './save.mjs';
import { takeStatusPagePictures } from './statusPage.mjs';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const cleanUps: Array<() => Promise<void> | void> = [];

try {
	const folder = mkdtempSync(join(tmpdir(), 'novi-forj-screenshots-'));
	cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
	const services = await startServices({ once: true, json: false, workflow: 'full-sync', links: [], remote: false, planOnly: false }, folder);
	cleanUps.push(() => services.close());
	const server = await startN8n({ userFolder: join(folder, 'n8n'), log: say });
	cleanUps.push(() => server.stop());
	const prepared = await prepare(server.url, services, say);
	const logged = await openBrowser(server.url, OWNER, {});
	cleanUps.push(() => logged.browser.close());

	const images = join(repositoryRoot(), 'docs', 'images');
	mkdirSync(images, { recursive: true });
	const studio = { url: server.url, browser: logged.browser, save: saver(images, say) };
	await takeCanvasPictures(studio, prepared);
	await takeFormPictures(studio, prepared);
	await takeStatusPagePictures(studio, prepared);
} finally {
	for (const step of cleanUps.reverse()) await step();
}
process.exit(0);
