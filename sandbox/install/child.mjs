import { spawn } from 'node:child_process';

const OUTPUT_KEPT = 64 * 1024;
const GRACE_MS = 3_000;

/** Process groups that this process started and that have not ended. */
const running = new Set();

/**
 * Runs a program to its end, in a process group of its own, so that it and everything it started can be ended.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, onStart?: (pid: number) => void }} options
 * @returns {Promise<{ code: number, output: string }>} exit code and the end of what it printed
 */
export async function runChild(command, args, { cwd, env = process.env, onStart }) {
	endChildrenWithUs();
	const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
	if (child.pid) {
		running.add(child.pid);
		onStart?.(child.pid);
	}
	let output = '';
	const keep = (chunk) => {
		output = (output + chunk).slice(-OUTPUT_KEPT);
	};
	child.stdout.setEncoding('utf8').on('data', keep);
	child.stderr.setEncoding('utf8').on('data', keep);
	return await new Promise((resolve) => {
		const end = (code) => {
			running.delete(child.pid);
			resolve({ code, output });
		};
		child.once('error', (error) => {
			keep(`\n${error.message}`);
			end(127);
		});
		child.once('close', (code) => end(code ?? 1));
	});
}

/** Ends a whole process group; does nothing when it is gone. */
export function signalGroup(pid, signal) {
	try {
		process.kill(-pid, signal);
		return true;
	} catch {
		return false;
	}
}

let guarding = false;
function endChildrenWithUs() {
	if (guarding) return;
	guarding = true;
	process.on('exit', () => {
		for (const pid of running) signalGroup(pid, 'SIGKILL');
	});
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => interrupted(signal));
}

function interrupted(signal) {
	if (running.size === 0) return;
	process.stderr.write('\nStopping...\n');
	for (const pid of running) signalGroup(pid, 'SIGTERM');
	const code = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal];
	const started = Date.now();
	const wait = setInterval(() => {
		if (running.size > 0 && Date.now() - started < GRACE_MS) return;
		clearInterval(wait);
		process.exit(code);
	}, 50);
}
