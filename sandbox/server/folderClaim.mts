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
 * Claims a user folder for one n8n. Waits a moment for one that is just ending there.
 * @throws Error that names the process when another n8n keeps running on the folder
 */
export async function claimFolder(userFolder: string): Promise<FolderClaim> {
	const file = join(userFolder, 'n8n.pid');
	const deadline = Date.now() + WAIT_MS;
	for (let pid = holder(file); pid !== null; pid = holder(file)) {
		if (Date.now() > deadline) {
			throw new Error(`Another n8n (process ${pid}) is running on ${userFolder}. End it, or choose another state folder.`);
		}
		await sleep(250);
	}
	return {
		heldBy: (pid) => writeFileSync(file, String(pid)),
		release: () => rmSync(file, { force: true }),
	};
}

function holder(file: string): number | null {
	try {
		const pid = Number(readFileSync(file, 'utf8'));
		if (!Number.isInteger(pid) || pid <= 0) return null;
		// The number may have been given to another program since.
		const command = execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
		return command.includes('n8n') ? pid : null;
	} catch {
		return null;
	}
}
