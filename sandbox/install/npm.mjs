import { statfsSync } from 'node:fs';
import { basename, delimiter } from 'node:path';
import { runChild } from './child.mjs';
import { explain, InstallProblem } from './problem.mjs';

/** npm's own retries would keep an offline machine waiting for minutes. */
const QUICK_RETRIES = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=8000'];

/**
 * Runs npm in a folder.
 * @param {string} what for messages, as in "Installing n8n"
 * @param {string[]} args
 * @param {{ cwd: string, pathFirst?: string, env?: Record<string, string>, onStart?: (pid: number) => void }} options
 */
export async function npm(what, args, { cwd, pathFirst, env = {}, onStart }) {
	const [command, first] = npmProgram(pathFirst);
	const result = await runChild(command, [...first, ...args, ...QUICK_RETRIES], {
		cwd,
		env: { ...cleanEnvironment(), ...env, ...(pathFirst && { PATH: `${pathFirst}${delimiter}${process.env.PATH}` }) },
		onStart,
	});
	if (result.code !== 0) throw explain(what, result.output);
}

/** Whether the registry answers at all; asked first, because npm's own attempts would take minutes to fail. */
export async function registryAnswers(cwd) {
	const [command, first] = npmProgram();
	const args = [...first, 'view', 'n8n-workflow', 'version', '--prefer-online', '--fetch-retries=0', '--fetch-timeout=20000'];
	return (await runChild(command, args, { cwd, env: cleanEnvironment() })).code === 0;
}

/** Throws when less than that many gigabytes are free. */
export function assertDiskSpace(folder, gigabytes, what) {
	const { bavail, bsize } = statfsSync(folder);
	const free = (bavail * bsize) / 1e9;
	if (free >= gigabytes) return;
	throw new InstallProblem(`${what} needs about ${gigabytes} GB of free disk space, ${free.toFixed(1)} GB are free in ${folder}. Free some and start again.`);
}

/** The npm that started us, run by a chosen Node.js if one is given. */
function npmProgram(pathFirst) {
	const script = process.env.npm_execpath;
	if (script && basename(script) === 'npm-cli.js') return [pathFirst ? `${pathFirst}/node` : process.execPath, [script]];
	return ['npm', []];
}

/** `npm run` tells its children things about this package that must not count for another one. */
function cleanEnvironment() {
	const dropped = /^(npm_(lifecycle|package)_|npm_config_(local_prefix|ignore_scripts|omit|include|global|production|dry_run|json)$|npm_command$|INIT_CWD$|NODE_ENV$|NODE_OPTIONS$)/;
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !dropped.test(name)));
}
