/** The package's own files and its package.json, for tests about the package as a whole. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Jest is started at the top of the repository. */
export const packageFolder = process.cwd();

export interface Manifest {
	name: string;
	version: string;
	files: string[];
	dependencies?: Record<string, string>;
	peerDependencies?: Record<string, string>;
	n8n: { n8nNodesApiVersion: number; strict: boolean; nodes: string[]; credentials: string[] };
}

export function readManifest(): Manifest {
	return JSON.parse(readText('package.json')) as Manifest;
}

/** @param file path from the top of the repository, with `/` */
export function readText(file: string): string {
	return readFileSync(path.join(packageFolder, file), 'utf8');
}

/** Paths (with `/`, from the top of the repository) of the files below a folder whose path fits, sorted. */
export function listFiles(folder: string, fits: RegExp): string[] {
	return readdirSync(path.join(packageFolder, folder), { recursive: true, encoding: 'utf8' })
		.map((file) => `${folder}/${file.split(path.sep).join('/')}`)
		.filter((file) => fits.test(file))
		.sort();
}
