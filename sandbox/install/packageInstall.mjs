import { join } from 'node:path';
import { withLock } from './folderLock.mjs';
import { installTree, treeIsComplete } from './packageTree.mjs';

const GIGABYTES = 1.5;
const SENTINELS = [
	'node_modules/tsx/dist/cli.mjs',
	'node_modules/typescript/lib/tsc.js',
	'node_modules/axios/index.js',
	'node_modules/@n8n/node-cli/bin/n8n-node.mjs',
];

/** Installs the package's own dependencies when they are absent, incomplete or of another lock file. */
export async function ensurePackage(root) {
	if (treeIsComplete(root, SENTINELS)) return;
	await withLock(join(root, 'sandbox', '.state', 'package.lock'), async (lock) => {
		await installTree({ folder: root, what: 'Installing the development tools', gigabytes: GIGABYTES, sentinels: SENTINELS, lock });
	});
}
