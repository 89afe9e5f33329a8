// `npm run demo`: checks what was asked for, installs what is missing, then hands over to the demo itself. Built-in modules only.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { readOptions } from './demo/options.mjs';
import { DemoProblem } from './demo/problem.mjs';
import { ensureAll, ensureBuild, ensureN8n, ensurePackage, root } from './install.mjs';

const args = process.argv.slice(2);
try {
	if (readOptions(args, process.env) === undefined) process.exit(0);
} catch (error) {
	if (!(error instanceof DemoProblem)) throw error;
	process.stderr.write(`\n${error.message}\n`);
	process.exit(1);
}

await ensureAll(ensurePackage, ensureBuild, ensureN8n);

const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'sandbox', 'demo', 'main.mts'), ...args], {
	cwd: root,
	stdio: 'inherit',
});

// On a terminal Ctrl-C reaches the child too; it stops what it started and decides the exit code.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.on(signal, () => {
		if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
	});
}
// npm passes no signal on to what its shell started: without it, nobody waits for us any more.
const parent = process.ppid;
const watch = setInterval(() => {
	if (process.ppid === parent) return;
	clearInterval(watch);
	child.kill('SIGTERM');
}, 1_000);
watch.unref();
child.once('error', (error) => {
	process.stderr.write(`The demo could not be started: ${error.message}\n`);
	process.exit(1);
});
child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
