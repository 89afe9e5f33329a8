import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import { installCommunityPackage } from './communityPackage.mjs';
import { claimFolder, type FolderClaim } from './folderClaim.mjs';
import { LogTail } from './logTail.mjs';
import { n8nEnvironment } from './n8nEnvironment.mjs';
import { n8nProgram, repositoryRoot } from './paths.mjs';
import { assertPortFree, freePort } from './ports.mjs';

/** First start migrates a fresh database, on a slow or busy machine that takes a while. */
const START_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_MS = 15_000;
const POLL_MS = 200;
/** n8n prints this after it has activated the published workflows, some seconds after it answers requests. */
const READY_LINE = 'Editor is now accessible via';
const WORKER_READY_LINE = 'n8n worker is now ready';

export interface WorkerOptions {
	/** Folder that holds everything this n8n remembers; a later start on it continues there. */
	readonly userFolder: string;
	/** Built package (folder or packed .tgz) that is installed before the start. Default: this repository. `null`: none. */
	readonly packageFolder?: string | null;
	/** More environment variables, or other values for those that the sandbox sets. */
	readonly env?: Readonly<Record<string, string>>;
	/** Receives short progress sentences. */
	readonly log?: (line: string) => void;
}

export interface StartOptions extends WorkerOptions {
	/** Port on 127.0.0.1; default: a free one. */
	readonly port?: number;
}

/** A running process of n8n. */
export interface N8nProcess {
	readonly pid: number;
	readonly userFolder: string;
	/** File with everything that n8n printed. */
	readonly logFile: string;
	/** The last lines that n8n printed. */
	lastLines(count?: number): string[];
	/** Lets n8n finish, then ends what is left of it. Does nothing when it has ended. */
	stop(): Promise<void>;
	/** Ends it at once, as a crash would. */
	kill(): Promise<void>;
	/** Resolves when it has ended, however that came. */
	readonly ended: Promise<void>;
}

/** A running n8n that serves its editor. */
export interface N8nServer extends N8nProcess {
	/** Address of editor and API, without a slash at the end. */
	readonly url: string;
	readonly port: number;
}

/**
 * Starts the sandbox's n8n and waits until it answers and has activated its published workflows.
 * It ends with this process, also when this process is killed.
 * @throws Error with the reason and n8n's last lines when the port is taken or n8n ends early
 */
export async function startN8n(options: StartOptions): Promise<N8nServer> {
	if (options.port) await assertPortFree(options.port, 'n8n');
	return await startProcess(options, 'start', options.port);
}

/**
 * Starts a worker of an n8n in queue mode, whose database and Redis `env` names, and waits until it takes runs.
 * @throws Error with the reason and the worker's last lines when it ends early
 */
export async function startWorker(options: WorkerOptions): Promise<N8nProcess> {
	return await startProcess(options, 'worker');
}

async function startProcess(options: WorkerOptions, command: 'start' | 'worker', wantedPort?: number): Promise<RunningN8n> {
	const program = n8nProgram();
	mkdirSync(options.userFolder, { recursive: true });
	const claim = await claimFolder(options.userFolder);
	try {
		const packageFolder = options.packageFolder === undefined ? repositoryRoot() : options.packageFolder;
		if (packageFolder !== null) {
			const installed = await installCommunityPackage(packageFolder, options.userFolder);
			options.log?.(`Installed ${installed.name} ${installed.version} into n8n`);
		}
		const port = wantedPort ?? (await freePort());
		const env = n8nEnvironment({ userFolder: options.userFolder, port, brokerPort: await freePort(), node: program.node, extra: options.env });
		const running = new RunningN8n(spawnN8n(program, command, options.userFolder, env), port, options.userFolder, claim);
		await (command === 'start' ? running.waitUntilItServes() : running.waitUntilPrinted(WORKER_READY_LINE));
		return running;
	} catch (error) {
		claim.release();
		throw error;
	}
}

function spawnN8n(program: { node: string; n8n: string }, command: string, userFolder: string, env: Record<string, string>): ChildProcess {
	const watch = join(repositoryRoot(), 'sandbox', 'server', 'parentWatch.cjs');
	return spawn(program.node, ['--require', watch, program.n8n, command], {
		cwd: userFolder, // n8n reads a .env file of its working folder
		env,
		detached: true, // its own process group: Ctrl-C reaches only us, and the whole group can be ended
		stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
	});
}

class RunningN8n implements N8nServer {
	readonly url: string;
	readonly ended: Promise<void>;
	private readonly tail: LogTail;
	private running = true;
	private readonly killOnExit = () => this.signalGroup('SIGKILL');

	constructor(
		private readonly child: ChildProcess,
		readonly port: number,
		readonly userFolder: string,
		claim: FolderClaim,
	) {
		this.url = `http://127.0.0.1:${port}`;
		this.tail = new LogTail(join(userFolder, 'n8n.log'));
		if (child.stdout) this.tail.follow(child.stdout);
		if (child.stderr) this.tail.follow(child.stderr);
		if (child.pid) claim.heldBy(child.pid);
		process.once('exit', this.killOnExit);
		this.ended = new Promise((resolve) => {
			const end = () => {
				this.running = false;
				this.signalGroup('SIGKILL'); // a task runner that outlived n8n
				process.off('exit', this.killOnExit);
				claim.release();
				this.tail.close();
				resolve();
			};
			child.once('exit', end);
			child.once('error', end);
		});
	}

	get pid(): number {
		return this.child.pid ?? 0;
	}

	get logFile(): string {
		return this.tail.path;
	}

	lastLines(count = 40): string[] {
		return this.tail.last(count);
	}

	async waitUntilItServes(): Promise<void> {
		await this.waitUntilPrinted(READY_LINE, async () => await this.answers());
	}

	/** Waits for a line in n8n's log, and then until it is well. */
	async waitUntilPrinted(line: string, isWell: () => Promise<boolean> = async () => true): Promise<void> {
		const deadline = Date.now() + START_TIMEOUT_MS;
		const ready = this.tail.sawLine(line).then(() => true);
		while (this.running && Date.now() < deadline) {
			const printed = await Promise.race([ready, this.ended.then(() => false), sleep(POLL_MS, false)]);
			if (printed && (await isWell())) return;
		}
		const reason = this.running ? `n8n was not ready after ${START_TIMEOUT_MS / 1000} seconds` : 'n8n ended while it started';
		await this.kill();
		throw new Error(`${reason}. Its last lines (all of them are in ${this.logFile}):\n${this.lastLines(25).join('\n')}`);
	}

	async stop(): Promise<void> {
		if (this.running) this.child.kill('SIGTERM');
		await Promise.race([this.ended, sleep(STOP_TIMEOUT_MS, undefined, { ref: false })]);
		await this.kill();
	}

	async kill(): Promise<void> {
		if (this.running) this.signalGroup('SIGKILL');
		await this.ended;
	}

	private async answers(): Promise<boolean> {
		const probe = axios.create({ baseURL: this.url, timeout: 5_000, proxy: false });
		try {
			await probe.get('/healthz/readiness');
			const settings = await probe.get<{ data?: unknown }>('/rest/settings');
			return settings.data.data !== undefined;
		} catch {
			return false;
		}
	}

	private signalGroup(signal: NodeJS.Signals): void {
		if (!this.child.pid) return;
		try {
			process.kill(-this.child.pid, signal);
		} catch {
			// The group is gone already.
		}
	}
}
