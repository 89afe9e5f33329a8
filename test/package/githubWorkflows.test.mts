/** The workflows that GitHub runs: they parse, ask for no right too many, and publish only what was tested, with provenance. */
import { parseDocument } from 'yaml';
import { listFiles, readManifest, readText } from '../support/packageFiles.mjs';

interface Step {
	uses?: string;
	run?: string;
	with?: Record<string, unknown>;
}

interface Job {
	'runs-on': string;
	'timeout-minutes'?: number;
	permissions?: Record<string, string>;
	needs?: string;
	strategy?: { matrix: { node: string[] } };
	steps: Step[];
}

interface GithubWorkflow {
	name: string;
	on: Record<string, { tags?: string[] } | null>;
	permissions?: Record<string, string>;
	jobs: Record<string, Job>;
}

const FOLDER = '.github/workflows';
const files = listFiles(FOLDER, /\.ya?ml$/);

/** Throws on anything that a YAML parser so much as warns of, such as a key that stands twice. */
function read(file: string): GithubWorkflow {
	const document = parseDocument(readText(file), { uniqueKeys: true });
	expect([...document.errors, ...document.warnings].map(({ message }) => message)).toEqual([]);
	return document.toJS() as GithubWorkflow;
}

const jobsOf = (file: string): Array<[name: string, job: Job]> => Object.entries(read(file).jobs);
const commandsOf = (job: Job): string[] => job.steps.flatMap(({ run }) => (run === undefined ? [] : [run]));

test('there is one for every change, and one that publishes', () => {
	expect(files).toEqual([`${FOLDER}/ci.yml`, `${FOLDER}/publish.yml`]);
});

describe.each(files)('%s', (file) => {
	test('has a name, says when it runs, and gives every job a machine, a time limit and steps', () => {
		const { name, on } = read(file);
		expect([typeof name, Object.keys(on).length > 0]).toEqual(['string', true]);
		const jobs = jobsOf(file).map(([, job]) => [job['runs-on'], Number(job['timeout-minutes']) > 0, job.steps.length > 0]);
		expect(new Set(jobs.map(String))).toEqual(new Set(['ubuntu-latest,true,true']));
	});

	test('has steps that either use an action of GitHub, by its version, or run a command', () => {
		const steps = jobsOf(file).flatMap(([, { steps }]) => steps);
		expect(steps.filter(({ uses, run }) => (uses === undefined) === (run === undefined))).toEqual([]);
		expect(steps.filter(({ uses }) => uses !== undefined && !/^actions\/[a-z-]+@v\d+$/.test(uses))).toEqual([]);
	});

	test('waits only for jobs that are there', () => {
		const names = jobsOf(file).map(([name]) => name);
		expect(jobsOf(file).filter(([, { needs }]) => needs !== undefined && !names.includes(needs))).toEqual([]);
	});

	test('runs only npm scripts that package.json has', () => {
		const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> };
		const named = jobsOf(file).flatMap(([, job]) => commandsOf(job)).flatMap((command) => [...command.matchAll(/npm run ([\w:]+)/g)]);
		expect(named.map(([, script = '']) => script).filter((script) => !(script in scripts))).toEqual([]);
	});

	test('installs exactly what the lock file says, without install scripts, before it runs anything of it', () => {
		for (const [, job] of jobsOf(file)) {
			const npm = commandsOf(job).filter((command) => command.startsWith('npm '));
			expect(npm[0]).toBe('npm ci --ignore-scripts');
		}
	});

	test('may read the repository and nothing else, unless a job says more', () => {
		expect(read(file).permissions).toEqual({ contents: 'read' });
	});

	test('keeps no secret and names no registry', () => {
		expect(readText(file)).not.toMatch(/secrets\.|registry|_authToken|https?:\/\//);
	});
});

describe('continuous integration', () => {
	test('tests on the oldest Node.js that package.json allows, and on the one that n8n runs on', () => {
		const { engines } = readManifest() as unknown as { engines: { node: string } };
		const oldest = /^>=(\d+)/.exec(engines.node)?.[1];
		const { strategy } = read(`${FOLDER}/ci.yml`).jobs.test ?? {};
		expect(strategy?.matrix.node).toEqual(expect.arrayContaining([oldest, '24']));
	});

	test('runs what .ci/run runs', () => {
		const commands = jobsOf(`${FOLDER}/ci.yml`).flatMap(([, job]) => commandsOf(job));
		expect(commands).toEqual(expect.arrayContaining(['npm test', 'npm run test:e2e']));
		expect(readText('.ci/run')).toMatch(/count test\ncount test:e2e/);
	});
});

describe('publishing', () => {
	const { on, jobs } = read(`${FOLDER}/publish.yml`);

	test('starts with a version tag only', () => {
		expect(on).toEqual({ push: { tags: ['v*.*.*'] } });
	});

	test('may prove where the package comes from', () => {
		expect(jobs.publish?.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
	});

	test('refuses a tag that names another version, tests, and then releases by n8n\'s own tool', () => {
		const commands = commandsOf(jobs.publish as Job);
		expect(commands[0]).toContain('GITHUB_REF_NAME');
		expect(commands.slice(-2)).toEqual(['npm test', 'npm run release']);
	});
});
