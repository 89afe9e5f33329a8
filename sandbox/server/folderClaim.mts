import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** An n8n whose parent was killed needs this long to end by itself. */
const WAIT_MS = 20_000;

/** The right to run n8n on a user folder; two at once would damage its database. */
export interface FolderClaim {
	/** Notes which process holds the folder. */
	heldBy(pid: number): void;
	release(): void;
}

/**
 * Claims a user folder for one n8n. Waits for one that is just ending there because its parent is gone.
 * @throws Error that names the process when another n8n keeps running on the folder
 */
export async function claimFolder(userFolder: string): Promise<FolderClaim> {
	const file = join(userFolder, 'n8n.pid');
	const deadline = Date.now() + WAIT_MS;
	while (!tryClaim(file)) {
		const holder = readHolder(file);
		if (holder === null) {
			rmSync(file, { force: true }); // left behind by a process that was killed
			continue;
		}
		if (holder.hasParent || Date.now() > deadline) {
			throw new Error(`Another n8n (process ${holder.pid}) is running on ${userFolder}. End it, or choose another state folder.`);
		}
		await sleep(250);
	}
	return {
		heldBy: (pid) => writeFileSync(file, `${pid} ${process.pid}`),
		release: () => rmSync(file, { force: true }),
	};
}

/** Creating the file is atomic: of two starts in the same moment, one gets the folder. Until n8n runs, this process stands in it. */
function tryClaim(file: string): boolean {
	try {
		writeFileSync(file, `${process.pid} ${process.pid}`, { flag: 'wx' });
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
		throw error;
	}
}

/** The n8n that runs on the folder, and whether the process that started it still exists. */
function readHolder(file: string): { pid: number; hasParent: boolean } | null {
	try {
		const [pid, starter] = readFileSync(file, 'utf8').split(' ').map(Number);
		if (!pid || !starter) return null;
		if (pid === starter) return isAlive(pid) ? { pid, hasParent: true } : null;
		// The number may have been given to another program since.
		const [parent, ...command] = execFileSync('ps', ['-p', String(pid), '-o', 'ppid=,command='], { encoding: 'utf8' }).trim().split(/\s+/);
		if (!command.join(' ').includes('n8n')) return null;
		return { pid, hasParent: Number(parent) === starter };
	} catch {
		return null;
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}
