/**
 * PostgreSQL and Redis for the test of n8n's queue mode: prints the paths of their programs as JSON, as the last line of stdout.
 * What is installed is taken; on Debian and Ubuntu, as root, they are installed with apt-get. Anything else is a clear error.
 * Debian also starts both as services; the test leaves those alone and starts servers of its own.
 * Run it alone with `node test/tools/ensureServers.mjs`. Needs no installed module.
 */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ensureInstalled, isProgram } from './debianPackages.mjs';

/** Where Debian puts each version of PostgreSQL; only its client is on the path. */
const POSTGRESQL_VERSIONS = '/usr/lib/postgresql';

try {
	process.stdout.write(`${JSON.stringify(await ensureInstalled('PostgreSQL and Redis', ['postgresql', 'redis-server'], find))}\n`);
} catch (error) {
	process.stderr.write(`${error.message}\nThe test of n8n's queue mode needs PostgreSQL (initdb and postgres) and Redis (redis-server) on the path. Install them, and start again.\n`);
	process.exit(1);
}

/** Everything, or nothing. */
function find() {
	const versions = existsSync(POSTGRESQL_VERSIONS) ? readdirSync(POSTGRESQL_VERSIONS).sort((one, other) => Number(other) - Number(one)) : [];
	const onPath = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
	const folders = [...versions.map((version) => path.join(POSTGRESQL_VERSIONS, version, 'bin')), ...onPath];
	const postgresql = folders.find((folder) => ['initdb', 'postgres'].every((name) => isProgram(path.join(folder, name))));
	const redis = onPath.map((folder) => path.join(folder, 'redis-server')).find(isProgram);
	return postgresql && redis ? { initdb: path.join(postgresql, 'initdb'), postgres: path.join(postgresql, 'postgres'), redis } : undefined;
}
