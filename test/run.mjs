/**
 * `npm test`, `npm run test:e2e` and `npm run test:faults`: installs what is missing, runs every stage, prints `N passed, N failed` last.
 * Exit code 0 only if something ran and nothing failed. Built-in modules only: it starts on a fresh clone.
 */
import path from 'node:path';
import { ensureBuild, ensureN8n, ensurePackage } from '../sandbox/install.mjs';
import { commandOf, root, runScript } from './tools/command.mjs';
import { jestStage } from './tools/jestStage.mjs';

/** The end of a tool's output is enough to see what is wrong; the tool itself prints the rest. */
const LINES_OF_OUTPUT = 60;

const tool = (packageName, command) => (...args) => scriptStage(() => [commandOf(packageName, command), ...args]);
const n8nNode = tool('@n8n/node-cli', 'n8n-node');
const tsc = tool('typescript', 'tsc');

const UNIT_STAGES = [
	['Install', () => installStage(ensurePackage)],
	['Lint', n8nNode('lint')],
	['Type check of the package', tsc('--noEmit', '-p', 'tsconfig.json')],
	['Type check of tests and tools', tsc('--noEmit', '-p', 'tsconfig.tools.json')],
	['Build', n8nNode('build')],
	['Rules of the package scan', scriptStage(() => [path.join(root, 'test/tools/scanRules.mjs')])],
	['Tests', () => jestStage('jest.config.mjs')],
];

const E2E_STAGES = [
	['Install', () => installStage(ensurePackage)],
	['Build', () => installStage(ensureBuild)],
	['Install n8n', () => installStage(ensureN8n)],
	['End-to-end tests', () => jestStage('jest.e2e.config.mjs')],
];

/** More worlds of the fault suite than `npm test` has time for. */
const FAULT_SEEDS = '1000';

const FAULT_STAGES = [
	['Install', () => installStage(ensurePackage)],
	['Build', n8nNode('build')],
	['Fault suite', () => jestStage('jest.config.mjs', { only: 'test/faults', env: { FAULT_SEEDS: process.env.FAULT_SEEDS ?? FAULT_SEEDS } })],
];

const STAGES = { e2e: E2E_STAGES, faults: FAULT_STAGES };

/** Without these nothing after them can say anything. */
const NEEDED = new Set(['Install', 'Install n8n', 'Build']);

process.exitCode = await runStages(STAGES[process.argv[2]] ?? UNIT_STAGES);

async function runStages(stages) {
	const total = { passed: 0, failed: 0 };
	for (const [index, [name, stage]] of stages.entries()) {
		console.log(`[${index + 1}/${stages.length}] ${name} ...`);
		const startedAt = Date.now();
		const { passed, failed, details } = await stage();
		total.passed += passed;
		total.failed += failed;
		const seconds = Math.round((Date.now() - startedAt) / 1000);
		console.log(`[${index + 1}/${stages.length}] ${name}: ${failed > 0 ? `FAILED (${failed})` : 'ok'}, ${seconds} s`);
		if (failed > 0) console.log(`\n${details}\n`);
		if (failed > 0 && NEEDED.has(name)) break;
	}
	console.log(`${total.passed} passed, ${total.failed} failed`);
	return total.failed > 0 || total.passed === 0 ? 1 : 0;
}

/** A stage that is one script: it passed if the script ended with 0. The arguments are asked for late, after the installation. */
function scriptStage(args) {
	return async () => {
		const { code, output } = await runScript(args());
		const details = output.trimEnd().split('\n').slice(-LINES_OF_OUTPUT).join('\n');
		return code === 0 ? { passed: 1, failed: 0, details } : { passed: 0, failed: 1, details };
	};
}

async function installStage(ensure) {
	try {
		await ensure();
		return { passed: 1, failed: 0, details: '' };
	} catch (error) {
		return { passed: 0, failed: 1, details: error instanceof Error ? error.message : String(error) };
	}
}
