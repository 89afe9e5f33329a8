import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from './paths.mjs';

/**
 * What a script of `test/tools` finds or installs on this machine: the last line that it prints.
 * @throws when it can't; the script has said on stderr what is missing
 */
export function ensured(script: 'ensureChromium.mjs' | 'ensureServers.mjs'): string {
	const printed = execFileSync(process.execPath, [join(repositoryRoot(), 'test', 'tools', script)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
	return printed.trim().split('\n').at(-1) ?? '';
}
