/**
 * A Chromium for the browser tests: prints the path of its program as the last line of stdout.
 * What is installed is taken; on Debian and Ubuntu, as root, Chromium is installed with apt-get. Anything else is a clear error.
 * Run it alone with `node test/tools/ensureChromium.mjs`. Needs no installed module.
 */
import path from 'node:path';
import { ensureInstalled, isProgram } from './debianPackages.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_PROGRAM = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

try {
	process.stdout.write(`${await ensureInstalled('Chromium', ['chromium'], find)}\n`);
} catch (error) {
	fail(error.message);
}

/** Path of an installed browser: the one that CHROMIUM names, else the first on the path. */
function find() {
	const named = process.env.CHROMIUM;
	if (named && !isProgram(named)) fail(`CHROMIUM names ${named}, which is no program.`);
	const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
	const candidates = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
	return [...(named ? [named] : []), ...candidates, MAC_PROGRAM].find(isProgram);
}

/** @returns {never} */
function fail(what) {
	process.stderr.write(`${what}\nThe browser tests need a Chromium or Chrome. Install one, or set CHROMIUM to the path of its program, and start again.\n`);
	process.exit(1);
}
