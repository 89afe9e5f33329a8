import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { assertDiskSpace, npm, registryAnswers } from './npm.mjs';
import { packageCounter, showProgress } from './progress.mjs';

/** Up to so many broken packages are replaced one by one; beyond, everything is installed anew. */
const REPAIR_LIMIT = 50;

/** Hash of a text file. */
export function hashOf(file) {
	return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** Reads a JSON file; null when it is absent or damaged. */
export function readJson(file) {
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch {
		return null;
	}
}

/**
 * Whether everything that the lock file wants is there.
 * @param {string} folder folder with package.json and package-lock.json
 * @param {string[]} sentinels files inside packages that must exist
 */
export function treeIsComplete(folder, sentinels) {
	return brokenPackages(folder, sentinels)?.length === 0;
}

/**
 * Installs what the lock file wants, replacing only what is broken where that is possible.
 * `npm ci` is not used: it refuses a lock file that lacks a binary of another platform, which `npm install` of a
 * registry without that binary leaves out.
 * @param {{ folder: string, what: string, gigabytes: number, sentinels: string[], lock: { child: (pid: number) => void } }} options
 */
export async function installTree({ folder, what, gigabytes, sentinels, lock }) {
	const broken = brokenPackages(folder, sentinels);
	if (broken?.length === 0) return;
	assertDiskSpace(folder, gigabytes, what);
	// Without a network npm's cache may still hold everything; what it lacks is then said at once.
	const network = (await registryAnswers(folder)) ? [] : ['--offline'];
	clear(folder, broken);
	const done = showProgress(what, packageCounter(folder, Object.keys(wantedVersions(folder))));
	try {
		await npm(what, ['install', '--no-save', '--ignore-scripts', '--include=dev', '--include=optional', ...network], { cwd: folder, onStart: lock.child });
		done('done');
	} catch (error) {
		done('failed');
		throw error;
	}
}

/** npm's own list goes first: without it the next start knows that an installation was cut off. */
function clear(folder, broken) {
	const modules = join(folder, 'node_modules');
	rmSync(npmList(folder), { force: true });
	const paths = broken === null || broken.length > REPAIR_LIMIT ? [modules] : broken.map((path) => join(folder, path));
	for (const path of paths) rmSync(path, { recursive: true, force: true, maxRetries: 3 });
}

/** Packages that are absent, of another version or lack a sentinel; null when npm did not finish its installation. */
function brokenPackages(folder, sentinels) {
	const installed = readJson(npmList(folder))?.packages;
	if (!installed) return null;
	const absent = Object.entries(wantedVersions(folder))
		.filter(([path, version]) => installed[path]?.version !== version || !existsSync(join(folder, path, 'package.json')))
		.map(([path]) => path);
	const damaged = sentinels.filter((file) => !isFile(join(folder, file))).map(packageOf);
	return [...new Set([...absent, ...damaged])];
}

/** Version by path, as in `node_modules/axios`, of the packages that a lock file wants on every platform. */
function wantedVersions(folder) {
	const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
	const wanted = Object.entries(packages).filter(
		([path, entry]) => path !== '' && !entry.optional && !entry.devOptional && !entry.peer && !entry.extraneous && !entry.link,
	);
	return Object.fromEntries(wanted.map(([path, entry]) => [path, entry.version]));
}

/** npm writes this list last, so it exists only after an installation that ended well. */
function npmList(folder) {
	return join(folder, 'node_modules', '.package-lock.json');
}

function packageOf(file) {
	const [, scopeOrName, name] = file.split('/');
	return scopeOrName.startsWith('@') ? `node_modules/${scopeOrName}/${name}` : `node_modules/${scopeOrName}`;
}

function isFile(file) {
	const stats = statSync(file, { throwIfNoEntry: false });
	return stats !== undefined && stats.isFile() && stats.size > 0;
}
