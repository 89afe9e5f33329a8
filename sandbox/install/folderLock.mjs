import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { signalGroup } from './child.mjs';

const POLL_MS = 500;

/**
 * Runs an action while no other start of this repository works on the same thing.
 * The lock is a folder, since making one is atomic. It names its owner, so that one whose owner was killed is taken over.
 * @template T
 * @param {string} folder the lock, created and removed here
 * @param {(lock: { child: (pid: number) => void }) => Promise<T>} action gets a way to note the process that does the work
 * @returns {Promise<T>}
 */
export async function withLock(folder, action) {
	await take(folder);
	const note = (child) => writeFileSync(join(folder, 'owner.json'), JSON.stringify({ pid: process.pid, child }));
	const release = () => giveBack(folder);
	process.once('exit', release);
	try {
		return await action({ child: note });
	} finally {
		process.off('exit', release);
		release();
	}
}

/** Moved aside in one step: an emptied folder that still stands would look free to the next start while it is being deleted. */
function giveBack(folder) {
	const aside = `${folder}.done.${process.pid}`;
	try {
		renameSync(folder, aside);
	} catch {
		return; // given back already
	}
	rmSync(aside, { recursive: true, force: true });
}

async function take(folder) {
	mkdirSync(dirname(folder), { recursive: true });
	let told = false;
	while (!tryTake(folder)) {
		const owner = readOwner(folder);
		if (owner && !isAlive(owner.pid)) {
			await takeOver(folder, owner);
			continue;
		}
		if (!told && owner) process.stderr.write(`Another start (process ${owner.pid}) is working here, waiting for it...\n`);
		told = true;
		await sleep(POLL_MS);
	}
}

/** The owner's name is written beside and moved in place, so that a lock never exists without it. */
function tryTake(folder) {
	const mine = `${folder}.${process.pid}`;
	rmSync(mine, { recursive: true, force: true });
	mkdirSync(mine);
	writeFileSync(join(mine, 'owner.json'), JSON.stringify({ pid: process.pid }));
	try {
		renameSync(mine, folder); // fails when the target exists and is not empty
		return true;
	} catch {
		rmSync(mine, { recursive: true, force: true });
		return false;
	}
}

async function takeOver(folder, owner) {
	const aside = `${folder}.stale.${process.pid}`;
	try {
		renameSync(folder, aside);
	} catch {
		return; // somebody else was quicker
	}
	const moved = readOwner(aside);
	if (moved && moved.pid !== owner.pid && isAlive(moved.pid)) {
		renameSync(aside, folder); // a new owner came in between: give it back
		return;
	}
	rmSync(aside, { recursive: true, force: true });
	if (owner.child && isOurChild(owner.child)) {
		signalGroup(owner.child, 'SIGKILL');
		await sleep(POLL_MS);
	}
}

function readOwner(folder) {
	try {
		return JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8'));
	} catch {
		return null;
	}
}

function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
}

/** A npm that outlived its parent would go on writing; its number may belong to another program by now. */
function isOurChild(pid) {
	try {
		return /npm|n8n-node/.test(execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }));
	} catch {
		return false;
	}
}
