// Runs jest and counts from its JSON report, never from what it prints.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commandOf, root, runScript } from './command.mjs';

/** Jest's own marks of a test file that ended, and what the fault suite says of itself. */
const WORTH_SHOWING = /^(PASS|FAIL|Faults:) /;
/** The first lines of a failure say what was expected and where. */
const LINES_PER_FAILURE = 25;
const FOREIGN_FRAME = /^\s+at .*(node_modules|node:internal)/;

/**
 * @param {string} config a jest configuration of this repository
 * @param {{ only?: string, env?: Record<string, string> }} [options] `only`: the test files under this path
 * @returns {Promise<{ passed: number, failed: number, details: string }>} tests; a file that could not run counts as one failed
 */
export async function jestStage(config, { only, env } = {}) {
	const folder = mkdtempSync(path.join(tmpdir(), 'novi-forj-jest-'));
	const reportFile = path.join(folder, 'report.json');
	const onLine = (line) => WORTH_SHOWING.test(line) && console.log(`    ${line}`);
	try {
		const args = [commandOf('jest'), '--config', path.join(root, config), '--json', '--outputFile', reportFile];
		if (only !== undefined) args.push(only);
		const { output } = await runScript(args, { onLine, env: { NODE_ENV: 'test', ...env } });
		return readReport(reportFile, output);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function readReport(reportFile, output) {
	let report;
	try {
		report = JSON.parse(readFileSync(reportFile, 'utf8'));
	} catch {
		return { passed: 0, failed: 1, details: `jest ended without a report:\n${lastLines(output, 40)}` };
	}
	const broken = report.testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some(isFailed));
	const failed = report.numFailedTests + broken.length;
	if (report.numPassedTests + failed === 0) return { passed: 0, failed: 1, details: 'No test was found.' };
	return { passed: report.numPassedTests, failed, details: describeFailures(report.testResults, broken) };
}

function describeFailures(files, broken) {
	const tests = files.flatMap((file) =>
		file.assertionResults.filter(isFailed).map((test) => describe(file, test.fullName, test.failureMessages.join('\n'))),
	);
	return [...broken.map((file) => describe(file, 'could not run', file.message)), ...tests].join('\n\n');
}

function describe(file, what, message) {
	const lines = message.split('\n').filter((line) => !FOREIGN_FRAME.test(line));
	return `${path.relative(root, file.name)}: ${what}\n${lines.slice(0, LINES_PER_FAILURE).join('\n')}`;
}

const isFailed = (test) => test.status === 'failed';
const lastLines = (text, count) => text.trimEnd().split('\n').slice(-count).join('\n');
