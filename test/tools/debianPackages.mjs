/** Programs that tests need and npm does not have: on Debian and Ubuntu, as root, they are installed with apt-get. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { withLock } from '../../sandbox/install/folderLock.mjs';
import { root } from './command.mjs';

const APT_GET = '/usr/bin/apt-get';
const INSTALL_TIMEOUT_MS = 10 * 60_000;
/** Somebody else on the machine may be installing. */
const DPKG_LOCK_S = 300;
const LINES_OF_OUTPUT = 15;

// Two tests that install at once: apt-get refuses the second, so that waits, and then may find what the first has installed.
const LOCK = path.join(root, 'sandbox', '.state', 'debian-packages.lock');

/**
 * What `find` finds, after an installation if need be.
 * @template T
 * @param {string} what name of it, for people
 * @param {string[]} packages Debian's packages that bring it
 * @param {() => T | undefined} find
 * @returns {Promise<T>}
 * @throws {Error} with the reason when it is not there and cannot be installed
 */
export async function ensureInstalled(what, packages, find) {
	return find() ?? (await withLock(LOCK, async () => find() ?? install(what, packages, find)));
}

/** @param {string} file */
export function isProgram(file) {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

function install(what, packages, find) {
	if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync(APT_GET)) {
		throw new Error(`No ${what} was found, and it can only be installed by root on Debian or Ubuntu.`);
	}
	process.stderr.write(`Installing ${what} with apt-get, some minutes ...\n`);
	// Package lists that are old name files that are gone, so they are read anew.
	aptGet('update');
	aptGet('install', '-y', '--no-install-recommends', '-o', `DPkg::Lock::Timeout=${DPKG_LOCK_S}`, ...packages);
	const found = find();
	if (found === undefined) throw new Error(`apt-get installed ${packages.join(' and ')}, but no ${what} is there.`);
	return found;
}

function aptGet(...args) {
	const { status, error, stdout, stderr } = spawnSync(APT_GET, args, {
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
		stdio: ['ignore', 'pipe', 'pipe'],
		encoding: 'utf8',
		timeout: INSTALL_TIMEOUT_MS,
		maxBuffer: 64 * 1024 * 1024,
	});
	if (status === 0) return;
	const lines = `${stdout}${stderr}`.trim().split('\n').slice(-LINES_OF_OUTPUT).join('\n');
	throw new Error(`"apt-get ${args.join(' ')}" failed${error ? ` (${error.message})` : ''}:\n${lines}`);
}
