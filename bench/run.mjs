/**
 * `npm run bench`: measures and writes the generated part of docs/benchmarks.md. What stands outside of its markers is
 * written by people and stays.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureAll, ensureBuild, ensurePackage } from '../sandbox/install.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const target = path.join(root, 'docs', 'benchmarks.md');

/** One section per published number: a heading, and a script that prints its Markdown to stdout. */
const SECTIONS = [
	{ name: 'plan', script: 'bench/printPlan.mts' },
	{ name: 'calls', script: 'bench/printCalls.mts' },
];

const HEAD = '# Benchmarks\n\nThe sections between the markers are written by `npm run bench`; do not edit them by hand.\n';

/** n8n runs on Node 24; where the sandbox has it, that is what counts. */
function nodeOfN8n() {
	const bundled = path.join(root, 'sandbox', 'n8n', 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
	return existsSync(bundled) ? bundled : process.execPath;
}

function measure({ name, script }) {
	console.log(`Measuring ${name} ...`);
	const { status, stdout, error } = spawnSync(nodeOfN8n(), ['--expose-gc', '--import', 'tsx', script], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_ENV: 'test' } });
	if (status !== 0) throw new Error(`The benchmark ${name} failed${error ? `: ${error.message}` : ` with exit code ${status}`}.`);
	console.log(stdout);
	return stdout.trim();
}

function withSection(text, name, body) {
	const [start, end] = [`<!-- generated: ${name} -->`, `<!-- end of generated: ${name} -->`];
	const section = `${start}\n${body}\n${end}`;
	const from = text.indexOf(start);
	const to = text.indexOf(end);
	if (from === -1 || to < from) return `${text.trimEnd()}\n\n${section}\n`;
	return text.slice(0, from) + section + text.slice(to + end.length);
}

await ensureAll(ensurePackage, ensureBuild);
let text = existsSync(target) ? readFileSync(target, 'utf8') : HEAD;
for (const section of SECTIONS) text = withSection(text, section.name, measure(section));
mkdirSync(path.dirname(target), { recursive: true });
writeFileSync(target, text);
console.log(`Written: ${path.relative(root, target)}`);
