// n8n's build tool copies every SVG and PNG below the repository into dist, those of the sandbox's n8n too.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const OURS = new Set(['credentials', 'nodes']);

for (const entry of readdirSync('dist')) {
	if (!OURS.has(entry)) rmSync(join('dist', entry), { recursive: true });
}
