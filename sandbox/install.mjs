// Installs, repairs and builds what the demo and the tests need. Built-in modules only: it runs before anything is installed.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuild as build } from './install/build.mjs';
import { ensureN8n as installN8n } from './install/n8nInstall.mjs';
import { ensurePackage as installPackage } from './install/packageInstall.mjs';
import { InstallProblem } from './install/problem.mjs';

export { InstallProblem };

const NODE_NEEDED = 20;

/** Root folder of the repository. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The package's own dependencies. Takes milliseconds when they are intact. */
export const ensurePackage = () => installPackage(root);

/** The built package in `dist`. Needs `ensurePackage`. */
export const ensureBuild = () => build(root);

/** The real n8n with its Node 24 under `sandbox/n8n`. */
export const ensureN8n = () => installN8n(root);

/**
 * Runs steps one after the other; what the reader can mend is printed as a paragraph and ends the process with 1.
 * @param {...(() => Promise<void>)} steps
 */
export async function ensureAll(...steps) {
	try {
		assertNode();
		for (const step of steps) await step();
	} catch (error) {
		if (!(error instanceof InstallProblem)) throw error;
		process.stderr.write(`\n${error.message}\n`);
		process.exit(1);
	}
}

function assertNode() {
	if (Number(process.versions.node.split('.')[0]) >= NODE_NEEDED) return;
	throw new InstallProblem(`Node.js ${NODE_NEEDED} or newer is needed, this is ${process.versions.node}. Install a newer one from nodejs.org and start again.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	await ensureAll(ensurePackage, ensureBuild, ensureN8n);
	process.stderr.write('Everything is installed.\n');
}
