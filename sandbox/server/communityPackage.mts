import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The fields of a package.json that matter here. */
type PackageJson = { name: string; version: string } & Record<string, unknown>;

/** n8n's own installer takes these out of a package before it installs what is left. */
const STRIPPED = ['devDependencies', 'peerDependencies', 'optionalDependencies'];

/**
 * Installs a built package into an n8n user folder with the steps of n8n's own installer: pack, unpack into
 * `nodes/node_modules/<name>`, strip package.json, enter it into the ledger `nodes/package.json`.
 * The packed file list decides what arrives, so a file that `npm pack` forgets is missing here too.
 * @param packageFolder folder of the built package, or a `.tgz` that `npm pack` made
 * @param userFolder n8n's user folder (the one that holds `.n8n`)
 * @returns name and version that were installed
 */
export async function installCommunityPackage(packageFolder: string, userFolder: string): Promise<{ name: string; version: string }> {
	const nodesFolder = join(userFolder, '.n8n', 'nodes');
	await mkdir(join(nodesFolder, 'node_modules'), { recursive: true });
	const work = await mkdtemp(join(nodesFolder, 'unpack-'));
	try {
		const tarball = packageFolder.endsWith('.tgz') ? packageFolder : await pack(packageFolder, work);
		await run('tar', ['-xzf', tarball, '-C', work]);
		const manifest = await stripManifest(join(work, 'package', 'package.json'));
		const target = join(nodesFolder, 'node_modules', manifest.name);
		await rm(target, { recursive: true, force: true });
		await rename(join(work, 'package'), target);
		await enterIntoLedger(join(nodesFolder, 'package.json'), manifest);
		return { name: manifest.name, version: manifest.version };
	} finally {
		await rm(work, { recursive: true, force: true });
	}
}

async function pack(packageFolder: string, target: string): Promise<string> {
	const { stdout } = await run('npm', ['pack', packageFolder, '--pack-destination', target, '--ignore-scripts', '--silent'], { cwd: target });
	const file = stdout.trim().split('\n').at(-1);
	if (!file) throw new Error(`npm pack made no file of ${packageFolder}`);
	return join(target, file);
}

async function stripManifest(file: string): Promise<PackageJson> {
	const manifest = JSON.parse(await readFile(file, 'utf8')) as PackageJson;
	for (const key of STRIPPED) delete manifest[key];
	await writeFile(file, JSON.stringify(manifest, null, 2));
	return manifest;
}

async function enterIntoLedger(file: string, manifest: PackageJson): Promise<void> {
	const text = await readFile(file, 'utf8').catch(() => '{"name":"installed-nodes","private":true,"dependencies":{}}');
	const ledger = JSON.parse(text) as { dependencies?: Record<string, string> };
	ledger.dependencies = { ...ledger.dependencies, [manifest.name]: manifest.version };
	await writeFile(file, JSON.stringify(ledger, null, 2));
}
