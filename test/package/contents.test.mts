/** What `npm pack` would send out, and whether package.json names what is there. */
import { execFileSync } from 'node:child_process';
import { listFiles, packageFolder, readManifest } from '../support/packageFiles.mjs';

const ALLOWED = /^(dist\/.+|workflows\/.+\.json|index\.js|README\.md|LICENSE|package\.json)$/;
const REQUIRED = ['index.js', 'README.md', 'LICENSE', 'package.json'];

interface PackedPackage {
	files: Array<{ path: string }>;
}

function packedFiles(): string[] {
	const command = process.platform === 'win32' ? 'npm.cmd' : 'npm';
	const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
	const output = execFileSync(command, args, { cwd: packageFolder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
	const [packed] = JSON.parse(output) as PackedPackage[];
	return (packed?.files ?? []).map((file) => file.path).sort();
}

/** `nodes/NoviAms/NoviAms.node.ts` is built as `dist/nodes/NoviAms/NoviAms.node.js`. */
const builtPath = (source: string) => `dist/${source.replace(/\.ts$/, '.js')}`;

describe('the npm package', () => {
	const files = packedFiles();
	const manifest = readManifest();

	test('holds dist, workflows, index.js, README.md, LICENSE and package.json, nothing else', () => {
		expect(files.filter((file) => !ALLOWED.test(file))).toEqual([]);
		expect(REQUIRED.filter((file) => !files.includes(file))).toEqual([]);
	});

	test('holds every template of workflows/', () => {
		expect(files.filter((file) => file.startsWith('workflows/'))).toEqual(listFiles('workflows', /\.json$/));
	});

	test('holds no tests and no sources', () => {
		expect(files.filter((file) => /(\.test\.|\.spec\.|\/tests?\/|(?<!\.d)\.m?ts$)/.test(file))).toEqual([]);
	});

	test('holds the icon of every node and credential, and the codex file of every node', () => {
		const icons = [...listFiles('nodes', /\.svg$/), ...listFiles('credentials', /\.svg$/)].map((file) => `dist/${file}`);
		const codex = listFiles('nodes', /\.node\.ts$/).map((file) => `dist/${file.replace(/\.ts$/, '.json')}`);
		expect(codex.length).toBeGreaterThan(0);
		expect([...icons, ...codex].filter((file) => !files.includes(file))).toEqual([]);
	});

	test('names every node file in package.json, and no other', () => {
		expect([...manifest.n8n.nodes].sort()).toEqual(listFiles('nodes', /\.node\.ts$/).map(builtPath));
	});

	test('names every credential file in package.json, and no other', () => {
		expect([...manifest.n8n.credentials].sort()).toEqual(listFiles('credentials', /\.credentials\.ts$/).map(builtPath));
	});

	test('needs nothing at run time but what n8n brings', () => {
		expect(manifest.dependencies ?? {}).toEqual({});
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(manifest.n8n.strict).toBe(true);
	});
});
