// `npm run screenshots`: installs what is missing, then takes the pictures of the README anew. Built-in modules only.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureAll, ensureBuild, ensureN8n, ensurePackage, root } from './install.mjs';

await ensureAll(ensurePackage, ensureBuild, ensureN8n);

const main = join(root, 'sandbox', 'screenshots', 'main.mts');
const { status } = spawnSync(process.execPath, ['--import', 'tsx', main, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
process.exit(status ?? 1);
