/**
 * The rules by which n8n scans a published package (@n8n/scan-community-package 0.32.0), applied to this working copy:
 * first the sources, then what is built. Inline disables count for nothing there, so they count for nothing here.
 * Run it alone with `node test/tools/scanRules.mjs`; exit code 1 when an error is found.
 */
import { ESLint } from 'eslint';
import { defineConfig } from 'eslint/config';
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './command.mjs';

// These two come with @n8n/node-cli, which need not put them where this file can see them.
const fromNodeCli = createRequire(import.meta.resolve('@n8n/node-cli/eslint'));
const n8nNodesPlugin = fromNodeCli('eslint-plugin-n8n-nodes-base');
const { parser } = fromNodeCli('typescript-eslint');

const config = defineConfig(
	n8nCommunityNodesPlugin.configs.recommended,
	{ rules: { 'no-console': 'error' } },
	{ plugins: { 'n8n-nodes-base': n8nNodesPlugin } },
	{ files: ['package.json'], rules: n8nNodesPlugin.configs.community.rules },
	{
		files: ['**/credentials/**/*.ts'],
		rules: {
			...n8nNodesPlugin.configs.credentials.rules,
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
			'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
		},
	},
	{
		files: ['**/nodes/**/*.ts'],
		rules: {
			...n8nNodesPlugin.configs.nodes.rules,
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
		},
	},
	{ files: ['**/*.json', '**/*.ts'], languageOptions: { parser } },
);

/** What the scan reads from the source commit, and what it reads from the published tarball. */
const LEGS = {
	sources: () => ['package.json', ...filesIn('nodes', /\.(js|ts|json)$/), ...filesIn('credentials', /\.(js|ts|json)$/)],
	built: () => ['package.json', 'index.js', ...filesIn('dist', /\.js$/)],
};

let errors = 0;
for (const [leg, files] of Object.entries(LEGS)) errors += await scan(leg, files());
process.exitCode = errors > 0 ? 1 : 0;

async function scan(leg, files) {
	const eslint = new ESLint({ cwd: root, allowInlineConfig: false, overrideConfigFile: true, overrideConfig: config });
	const results = await eslint.lintFiles(files);
	const found = results.reduce((sum, result) => sum + result.errorCount, 0);
	const warned = results.reduce((sum, result) => sum + result.warningCount, 0);
	console.log(`${leg}: ${files.length} files, ${found} errors, ${warned} warnings`);
	if (found + warned > 0) console.log(await (await eslint.loadFormatter('stylish')).format(results));
	return found;
}

/** Repository paths of the files below a folder whose names fit. Throws when the folder is missing: nothing scanned is not a pass. */
function filesIn(folder, name) {
	return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && name.test(entry.name))
		.map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)));
}
