/** Rules that every shipped workflow keeps, so that it imports without a red badge and gives nothing away. */
import type { INode, INodeParameterResourceLocator } from 'n8n-workflow';
import type { Template } from '../support/templates.mjs';
import { isDataTable, isExample, isSticky, reachableNodes, readTemplate, templateFiles, textsIn, wiresOf } from '../support/templates.mjs';

/** What an export of an installation carries, and a template must not. */
const INSTALLATION_KEYS = ['id', 'versionId', 'activeVersionId', 'createdAt', 'updatedAt', 'shared', 'ownedBy', 'homeProject', 'tags'];
const FORBIDDEN_TYPES = /\.(code|function|functionItem|splitInBatches|executeCommand)$/;
/** Keys of both services are base64 or hex; 32 such characters in one piece are no word. */
const KEY_LIKE = /(?<![\w/+])(?=[\w/+]*\d)(?=[\w/+]*[A-Za-z])[A-Za-z0-9/+]{32,}={0,2}(?![\w/+])/;
const SECRET_NAME = /(password|secret|api_?key|token)$/i;
const NAMED_NODE = /\$\(\s*(['"])(.+?)\1\s*\)/g;
const CREDENTIAL_TYPES = ['noviAmsApi', 'forjCommunityApi'];

/** Columns cannot be added later, so each table is created as the design lists it, everywhere. */
const TABLES: Record<string, string[]> = {
	novi_forj_links: [
		...['link_id', 'novi_group_id', 'novi_group_name', 'forj_group_id', 'forj_group_name', 'enabled', 'mode'],
		...['removal_limit_percent', 'removal_limit_people', 'settings', 'status', 'status_detail'],
		...['requested_at', 'last_run_id', 'last_success_at', 'state'],
	],
	novi_forj_lease: ['name', 'holder', 'until', 'since'],
	novi_forj_people: ['novi_id', 'forj_user_id', 'email', 'baseline', 'state', 'updated_at'],
	novi_forj_members: ['run_id', 'link_id', 'novi_id', 'forj_user_id', 'name', 'email', 'status', 'action', 'reason', 'since'],
	novi_forj_runs: ['run_id', 'link_id', 'direction', 'started_at', 'finished_at', 'outcome', 'counters', 'detail'],
	novi_forj_fields: ['novi_field', 'forj_field', 'direction'],
};

const isEmpty = (value: unknown) => value === undefined || value === null || Object.keys(value).length === 0;
const namesOf = (nodes: INode[]) => nodes.map((node) => node.name);

describe.each(templateFiles())('%s', (file) => {
	const template: Template = readTemplate(file);

	test('has a name, nodes and the current order of execution', () => {
		expect(template.name).toMatch(/\S/);
		expect(template.nodes.length).toBeGreaterThan(0);
		expect(template.settings.executionOrder).toBe('v1');
	});

	test('carries nothing of the installation that it was made on', () => {
		expect(INSTALLATION_KEYS.filter((key) => !isEmpty(template.raw[key]))).toEqual([]);
		expect(isEmpty(template.raw.pinData) && isEmpty(template.raw.staticData)).toBe(true);
		expect(textsIn(template.raw.meta).filter(({ path, text }) => path === 'instanceId' && /[1-9a-f]/.test(text))).toEqual([]);
		expect(namesOf(template.nodes.filter((node) => 'webhookId' in node))).toEqual([]);
		expect(template.raw.active ?? false).toBe(false);
	});

	test('holds no secret', () => {
		// All of the file: notes, settings and what is kept beside the parameters can give a key away, too.
		const texts = textsIn(template.raw);
		const secrets = texts.filter(({ path, text }) => KEY_LIKE.test(text) || (SECRET_NAME.test(path) && text !== '' && !text.startsWith('=')));
		expect(secrets).toEqual([]);
	});

	test('names its credentials, and only names them', () => {
		const used = template.nodes.flatMap((node) => Object.entries(node.credentials ?? {}).map(([type, { id, name }]) => ({ type, id, name })));
		expect(used.filter((one) => one.id || !one.name)).toEqual([]);
		const own = used.filter((one) => CREDENTIAL_TYPES.includes(one.type));
		expect(new Set(own.map((one) => one.name)).size).toBe(new Set(own.map((one) => one.type)).size);
	});

	test('addresses the data tables by their literal names', () => {
		const rows = template.nodes.filter((node) => isDataTable(node) && 'dataTableId' in node.parameters);
		const targets = rows.map((node) => ({ node: node.name, table: node.parameters.dataTableId as INodeParameterResourceLocator }));
		expect(targets.filter(({ table }) => table.mode !== 'name' || !(String(table.value) in TABLES))).toEqual([]);
	});

	test('creates a data table only if it is missing, with the columns of the design', () => {
		const creating = template.nodes.filter((node) => isDataTable(node) && node.parameters.operation === 'create');
		for (const { parameters } of creating) {
			const columns = (parameters.columns as { column: Array<{ name: string }> }).column.map((column) => column.name);
			expect(columns.sort()).toEqual([...(TABLES[String(parameters.tableName)] ?? ['a table of the design'])].sort());
			expect(parameters.options).toMatchObject({ createIfNotExists: true });
		}
	});

	test('uses no Code node and no Loop Over Items', () => {
		expect(namesOf(template.nodes.filter((node) => FORBIDDEN_TYPES.test(node.type)))).toEqual([]);
	});

	test('gives every node a name of its own', () => {
		const names = namesOf(template.nodes);
		expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
	});

	test('connects only nodes that are there, and leaves none behind', () => {
		const names = new Set(namesOf(template.nodes));
		expect(wiresOf(template).filter(({ from, to }) => !names.has(from) || !names.has(to))).toEqual([]);
		const reached = reachableNodes(template);
		expect(namesOf(template.nodes.filter((node) => !isSticky(node) && !reached.has(node.name)))).toEqual([]);
	});

	test('refers in its expressions only to nodes that are there', () => {
		const names = new Set(namesOf(template.nodes));
		const texts = template.nodes.flatMap((node) => textsIn(node.parameters));
		const named = texts.flatMap(({ text }) => [...text.matchAll(NAMED_NODE)].map((match) => match[2] ?? ''));
		expect(named.filter((name) => !names.has(name))).toEqual([]);
	});

	test('does not save successful executions in full, unless it is an example to look at', () => {
		expect(isExample(template) || template.settings.saveDataSuccessExecution === 'none').toBe(true);
	});
});

test('all templates call a credential by one name', () => {
	const names = new Map<string, Set<string>>();
	for (const { nodes } of templateFiles().map(readTemplate)) {
		for (const [type, { name }] of nodes.flatMap((node) => Object.entries(node.credentials ?? {}))) {
			names.set(type, (names.get(type) ?? new Set()).add(name));
		}
	}
	expect([...names].filter(([, used]) => used.size > 1)).toEqual([]);
});
