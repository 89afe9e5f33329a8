import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { runChild } from './child.mjs';
import { withLock } from './folderLock.mjs';
import { readJson } from './packageTree.mjs';
import { InstallProblem } from './problem.mjs';
import { showProgress } from './progress.mjs';

const SOURCES = ['nodes', 'credentials', 'package.json', 'package-lock.json', 'tsconfig.json', 'index.js'];

/** Builds the package when a source changed since the last build or a built file is missing. */
export async function ensureBuild(root) {
	if (isBuilt(root)) return;
	await withLock(join(root, 'sandbox', '.state', 'build.lock'), async (lock) => {
		if (isBuilt(root)) return;
		const hash = sourceHash(root);
		rmSync(stampFile(root), { force: true });
		const done = showProgress('Building the package');
		const tool = join(root, 'node_modules', '@n8n', 'node-cli', 'bin', 'n8n-node.mjs');
		const { code, output } = await runChild(process.execPath, [tool, 'build'], { cwd: root, onStart: lock.child });
		done(code === 0 ? 'done' : 'failed');
		if (code !== 0) throw new InstallProblem(`Building the package failed:\n\n${output.trim().split('\n').slice(-30).join('\n')}`);
		mkdirSync(dirname(stampFile(root)), { recursive: true });
		writeFileSync(stampFile(root), JSON.stringify({ sources: hash }));
	});
}

function isBuilt(root) {
	if (readJson(stampFile(root))?.sources !== sourceHash(root)) return false;
	const { n8n } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
	return [...n8n.nodes, ...n8n.credentials].every((file) => existsSync(join(root, file)));
}

function sourceHash(root) {
	const hash = createHash('sha256');
	for (const file of SOURCES.flatMap((source) => filesOf(join(root, source))).sort()) {
		hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
	}
	return hash.digest('hex');
}

function filesOf(path) {
	const stats = statSync(path, { throwIfNoEntry: false });
	if (!stats) return [];
	if (!stats.isDirectory()) return [path];
	return readdirSync(path).flatMap((name) => filesOf(join(path, name)));
}

/** Not in `dist`, which npm packs as it is. */
function stampFile(root) {
	return join(root, 'node_modules', '.cache', 'novi-forj', 'build.json');
}
