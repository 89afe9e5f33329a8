/**
 * A Chromium for the browser tests: prints the path of its program as the last line of stdout.
 * What is installed is taken; on Debian and Ubuntu, as root, Chromium is installed with apt-get. Anything else is a clear error.
 * Run it alone with `node test/tools/ensureChromium.mjs`. Needs no installed module.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { withLock } from '../../sandbox/install/folderLock.mjs';
import { root } from './command.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_PROGRAM = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
const INSTALL_TIMEOUT_MS = 10 * 60_000;
const LINES_OF_OUTPUT = 15;

// Two tests that need it at once: apt-get refuses the second, so that waits and then finds what the first has installed.
const LOCK = path.join(root, 'sandbox', '.state', 'chromium.lock');

const program = find() ?? (await withLock(LOCK, async () => find() ?? install()));
process.stdout.write(`${program}\n`);

/** Path of an installed browser: the one that CHROMIUM names, else the first on the path. */
function find() {
	const named = process.env.CHROMIUM;
	if (named && !isProgram(named)) fail(`CHROMIUM names ${named}, which is no program.`);
	const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
	const candidates = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
	return [...(named ? [named] : []), ...candidates, MAC_PROGRAM].find(isProgram);
}

function install() {
	if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
		fail('No Chromium was found, and it can only be installed by root on Debian or Ubuntu.');
	}
	process.stderr.write('Installing Chromium with apt-get, some minutes ...\n');
	// Package lists that are old name files that are gone, so they are read anew.
	aptGet('update');
	aptGet('install', '-y', '--no-install-recommends', 'chromium');
	return find() ?? fail('apt-get installed Chromium, but no program of that name is there.');
}

function aptGet(...args) {
	const { status, error, stdout, stderr } = spawnSync('/usr/bin/apt-get', args, {
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
		stdio: ['ignore', 'pipe', 'pipe'],
		encoding: 'utf8',
		timeout: INSTALL_TIMEOUT_MS,
		maxBuffer: 64 * 1024 * 1024,
	});
	if (status === 0) return;
	const lines = `${stdout}${stderr}`.trim().split('\n').slice(-LINES_OF_OUTPUT).join('\n');
	fail(`"apt-get ${args.join(' ')}" failed${error ? ` (${error.message})` : ''}:\n${lines}\n`);
}

function isProgram(file) {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/** @returns {never} */
function fail(what) {
	process.stderr.write(`${what}\nThe browser tests need a Chromium or Chrome. Install one, or set CHROMIUM to the path of its program, and start again.\n`);
	process.exit(1);
}
