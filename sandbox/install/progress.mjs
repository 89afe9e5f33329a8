import { existsSync } from 'node:fs';
import { join } from 'node:path';

const LINE_EVERY_MS = 15_000;
const REDRAW_EVERY_MS = 500;

/**
 * Shows on stderr that a long step goes on: one line that is redrawn on a terminal, a new line now and then otherwise.
 * @param {string} what as in "Installing n8n 2.41.1"
 * @param {() => string} [detail] short state, asked each time
 * @returns {(result: string) => void} call it at the end
 */
export function showProgress(what, detail = () => '') {
	const started = Date.now();
	const terminal = process.stderr.isTTY === true;
	const line = (text) => `${what}${text ? `  ${text}` : ''}  ${elapsed(started)}`;
	const draw = () => process.stderr.write(terminal ? `\r\x1b[K${line(detail())}` : `${line(detail())}\n`);
	draw();
	const timer = setInterval(draw, terminal ? REDRAW_EVERY_MS : LINE_EVERY_MS);
	return (result) => {
		clearInterval(timer);
		process.stderr.write(`${terminal ? '\r\x1b[K' : ''}${line(result)}\n`);
	};
}

/** Counts how many of a lock file's top-level packages have arrived, as a bar. */
export function packageCounter(folder, packagePaths) {
	const direct = packagePaths.filter((path) => path.lastIndexOf('node_modules/') === 0);
	const missing = new Set(direct);
	return () => {
		for (const path of missing) if (existsSync(join(folder, path, 'package.json'))) missing.delete(path);
		const done = direct.length - missing.size;
		if (done === 0) return 'asking the registry';
		const filled = Math.round((20 * done) / direct.length);
		return `[${'#'.repeat(filled)}${'.'.repeat(20 - filled)}] ${done} of ${direct.length} packages`;
	};
}

function elapsed(started) {
	const seconds = Math.round((Date.now() - started) / 1000);
	return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
