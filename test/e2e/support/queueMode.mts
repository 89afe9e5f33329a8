/** What n8n's queue mode needs beside n8n: PostgreSQL, Redis, and workers that take the runs. All on loopback, in a temporary folder. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensured } from '../../../sandbox/server/ensured.mjs';
import { LogTail } from '../../../sandbox/server/logTail.mjs';
import { startWorker, type N8nProcess } from '../../../sandbox/server/n8nServer.mjs';
import { repositoryRoot } from '../../../sandbox/server/paths.mjs';
import { freePort } from '../../../sandbox/server/ports.mjs';

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;
/** PostgreSQL refuses to run as root. */
const POSTGRES_USER = 'postgres';

interface Programs {
	readonly initdb: string;
	readonly postgres: string;
	readonly redis: string;
}

export class QueueMode {
	private readonly folder = mkdtempSync(join(tmpdir(), 'novi-forj-queue-'));
	private readonly servers: ChildProcess[] = [];
	private readonly workers: N8nProcess[] = [];

	private constructor(
		private readonly postgresPort: number,
		private readonly redisPort: number,
	) {}

	/** Starts both servers; n8n and its workers come after. */
	static async start(): Promise<QueueMode> {
		const programs = JSON.parse(ensured('ensureServers.mjs')) as Programs;
		const mode = new QueueMode(await freePort(), await freePort());
		try {
			await Promise.all([mode.startPostgres(programs), mode.startRedis(programs)]);
			return mode;
		} catch (error) {
			await mode.stop();
			throw error;
		}
	}

	/** What n8n's main process and every worker are told alike. */
	get env(): Record<string, string> {
		return {
			EXECUTIONS_MODE: 'queue',
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(this.redisPort),
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(this.postgresPort),
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: POSTGRES_USER,
			N8N_ENCRYPTION_KEY: 'one key for all processes',
		};
	}

	async startWorker(): Promise<N8nProcess> {
		const worker = await startWorker({ userFolder: join(this.folder, `worker-${this.workers.length + 1}`), env: this.env });
		this.workers.push(worker);
		return worker;
	}

	/** n8n's main process must have ended. */
	async stop(): Promise<void> {
		await Promise.allSettled(this.workers.map(async (worker) => await worker.stop()));
		await Promise.all(this.servers.map(async (server) => await ended(server)));
		rmSync(this.folder, { recursive: true, force: true });
	}

	private async startPostgres({ initdb, postgres }: Programs): Promise<void> {
		const data = join(this.folder, 'postgres');
		mkdirSync(data);
		const as = postgresIds();
		if (as) [this.folder, data].forEach((folder) => chownSync(folder, as.uid, as.gid));
		execFileSync(initdb, ['-D', data, '-U', POSTGRES_USER, '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'], { ...as, cwd: data, stdio: 'pipe' });
		const settings = [`port=${this.postgresPort}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
		await this.startServer(postgres, ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], 'ready to accept connections', { ...as, cwd: data });
	}

	private async startRedis({ redis }: Programs): Promise<void> {
		const settings = ['--port', String(this.redisPort), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
		await this.startServer(redis, settings, 'Ready to accept connections', { cwd: this.folder });
	}

	private async startServer(program: string, args: string[], readyLine: string, options: { cwd: string; uid?: number; gid?: number }): Promise<void> {
		const { cwd, ...as } = options;
		const wrapper = join(repositoryRoot(), 'test', 'tools', 'endsWithParent.cjs');
		const server = spawn(process.execPath, [wrapper, JSON.stringify(as), program, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
		this.servers.push(server);
		const tail = new LogTail(join(this.folder, `server-${this.servers.length}.log`));
		if (server.stdout) tail.follow(server.stdout);
		if (server.stderr) tail.follow(server.stderr);
		const failed = new Promise<never>((_, reject) => {
			const fail = (why: string) => reject(new Error(`${program} ${why}. Its last lines:\n${tail.last(15).join('\n')}`));
			server.once('error', (error) => fail(`could not be started (${error.message})`));
			server.once('exit', () => fail('ended while it started'));
			setTimeout(() => fail(`was not ready after ${START_TIMEOUT_MS / 1000} seconds`), START_TIMEOUT_MS).unref();
		});
		server.once('exit', () => tail.close());
		await Promise.race([tail.sawLine(readyLine), failed]);
	}
}

/** Root starts PostgreSQL as the user that Debian's package made; anybody else as themselves. */
function postgresIds(): { uid: number; gid: number } | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const id = (what: string): number => Number(execFileSync('id', [what, POSTGRES_USER], { encoding: 'utf8' }));
	return { uid: id('-u'), gid: id('-g') };
}

async function ended(server: ChildProcess): Promise<void> {
	if (server.exitCode !== null || server.signalCode !== null) return;
	const exit = new Promise((resolve) => server.once('exit', resolve));
	server.kill('SIGTERM');
	const late = setTimeout(() => server.kill('SIGKILL'), STOP_TIMEOUT_MS); // its pipe closes, and with it the server ends
	await exit;
	clearTimeout(late);
}
