/**
 * `npm run bench`: measures and writes the generated parts of docs/benchmarks.md and its plots. What stands outside of the
 * markers is written by people and stays. Everything is written at the very end: an interrupted bench changes nothing.
 *
 * --quick: ten minutes on a quiet machine. --only sync,calls: only these sections; the others stay as they are.
 */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureAll, ensureBuild, ensureN8n, ensurePackage } from '../sandbox/install.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const target = path.join(root, 'docs', 'benchmarks.md');
const imageFolder = path.join(root, 'docs', 'images');

/** One section per published number: a heading, and a script that prints its Markdown to stdout and its progress to stderr. */
const SECTIONS = [
	{ name: 'sync', script: 'bench/printSync.mts', quick: true },
	{ name: 'plan', script: 'bench/printPlan.mts', quick: true },
	{ name: 'calls', script: 'bench/printCalls.mts', quick: true },
	{ name: 'memory', script: 'bench/printMemory.mts', quick: false },
	{ name: 'limits', script: 'bench/printLimits.mts', quick: false },
];

const HEAD = '# Benchmarks\n\nThe sections between the markers are written by `npm run bench`; do not edit them by hand.\n';

const { quick, only } = readArguments(process.argv.slice(2));
const chosen = SECTIONS.filter((section) => (only ? only.includes(section.name) : !quick || section.quick));
const images = mkdtempSync(path.join(tmpdir(), 'novi-forj-bench-images-'));
process.once('exit', () => rmSync(images, { recursive: true, force: true }));

await ensureAll(ensurePackage, ensureBuild, ensureN8n);
let text = existsSync(target) ? readFileSync(target, 'utf8') : HEAD;
for (const [index, section] of chosen.entries()) {
	console.error(`Section ${index + 1} of ${chosen.length}: ${section.name} ...`);
	text = withSection(text, section.name, await measure(section));
}
mkdirSync(path.dirname(target), { recursive: true });
writeFileSync(target, text);
cpSync(images, imageFolder, { recursive: true });
console.error(`Written: ${path.relative(root, target)}`);

function readArguments(given) {
	const at = given.indexOf('--only');
	const names = at === -1 ? undefined : (given[at + 1] ?? '').split(',');
	const known = SECTIONS.map(({ name }) => name);
	const wrong = names?.filter((name) => !known.includes(name)) ?? [];
	if (wrong.length > 0) {
		console.error(`There is no section "${wrong.join(', ')}", only: ${known.join(', ')}.`);
		process.exit(1);
	}
	return { quick: given.includes('--quick'), only: names };
}

/** n8n runs on Node 24; where the sandbox has it, that is what counts. */
function nodeOfN8n() {
	const names = [`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`];
	const programs = names.map((name) => path.join(root, 'sandbox', 'n8n', 'node_modules', name, 'bin', 'node'));
	return programs.find((program) => existsSync(program)) ?? process.execPath;
}

async function measure({ name, script, quick: hasQuickForm }) {
	const env = { ...process.env, NODE_ENV: 'test', BENCH_IMAGES: images, ...(quick && hasQuickForm && { BENCH_QUICK: '1' }) };
	const child = spawn(nodeOfN8n(), ['--expose-gc', '--import', 'tsx', script], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], env });
	let printed = '';
	child.stdout.setEncoding('utf8').on('data', (part) => (printed += part));
	const code = await new Promise((resolve) => child.once('close', resolve));
	if (code !== 0) throw new Error(`The benchmark ${name} failed with exit code ${code}. Nothing was written.`);
	console.log(printed);
	return printed.trim();
}

function withSection(text, name, body) {
	const [start, end] = [`<!-- generated: ${name} -->`, `<!-- end of generated: ${name} -->`];
	const section = `${start}\n${body}\n${end}`;
	const from = text.indexOf(start);
	const to = text.indexOf(end);
	if (from === -1 || to < from) return `${text.trimEnd()}\n\n${section}\n`;
	return text.slice(0, from) + section + text.slice(to + end.length);
}
