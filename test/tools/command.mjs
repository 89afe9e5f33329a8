// Runs a program of the repository and keeps what it printed. Only built-ins: this works before anything is installed.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

/**
 * Runs a Node script to its end, without stdin.
 * @param {string[]} args script and arguments
 * @param {{ onLine?: (line: string) => void, env?: Record<string, string> }} [options] `onLine` sees each line as it comes
 * @returns {Promise<{ code: number, output: string }>} stdout and stderr as one text, without colours
 */
export function runScript(args, { onLine, env = {} } = {}) {
	const child = spawn(process.execPath, args, {
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { ...process.env, ...env, FORCE_COLOR: '0' },
	});
	let output = '';
	let rest = '';
	const take = (chunk) => {
		output += chunk;
		const lines = (rest + chunk).split('\n');
		rest = lines.pop() ?? '';
		if (onLine) lines.forEach((line) => onLine(withoutColours(line)));
	};
	child.stdout.setEncoding('utf8').on('data', take);
	child.stderr.setEncoding('utf8').on('data', take);
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (code) => resolve({ code: code ?? 1, output: withoutColours(output) }));
	});
}

/**
 * The script behind a package's command, so that it runs with this Node and without a shell.
 * @param {string} packageName an installed package
 * @param {string} [command] which of its commands; the package's name when left out
 */
export function commandOf(packageName, command = packageName) {
	const folder = path.join(root, 'node_modules', packageName);
	const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
	return path.join(folder, typeof bin === 'string' ? bin : bin[command]);
}

function withoutColours(text) {
	return text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '');
}
