/** Pages of the set-up assistant, made by the built node: they hold what they must say, n8n's form takes them, and HTML stays text. */
import type { IDataObject } from 'n8n-workflow';
import { tryToParseJsonToFormFields } from 'n8n-workflow';
import { planRun } from '../../nodes/core/planRun';
import { EXPLAIN } from '../../nodes/core/texts';
import type { Page } from '../../nodes/NoviForjSync/setup/page';
import { PAGES } from '../../nodes/NoviForjSync/setup/pages';
import { ALWAYS_SHOWN } from '../../nodes/core/visibility';
import { forjSnapshot, LINK_ID, member, noviSnapshot, person, planOf, runInput } from '../support/builders.mjs';
import { items, runNode } from '../support/runNode.mjs';

const EVIL = '<img src=x onerror=alert(1)> "A" & \\n $& {{ 1 }}';
const NOVI_GROUPS = [{ UniqueID: 'n-1', Name: EVIL }, { UniqueID: 'n-2', Name: 'Staff' }];
const FORJ_GROUPS = [{ id: '7', name: EVIL, privacy: 5 }];
const RECORD = Object.fromEntries(ALWAYS_SHOWN.map((field) => [field, 'x']));
const LINKS = [{ link_id: LINK_ID, novi_group_id: 'n-1', novi_group_name: EVIL, forj_group_id: '7', forj_group_name: EVIL, enabled: true, status: 'Held', status_detail: EVIL }];
const CONNECTIONS = { noviGroups: NOVI_GROUPS, noviMembers: [RECORD], forjGroups: FORJ_GROUPS };
const plan = (...input: Parameters<typeof planOf>) => planOf(...input) as unknown as IDataObject;

interface Made extends Page {
	next?: string;
}

async function make(name: string, data: object, given: object[] = [{}]): Promise<Made> {
	const result = await runNode({
		type: 'noviForjSync',
		parameters: { resource: 'setup', operation: 'makePage', page: name, data: JSON.stringify(data) },
		inputs: [items(...(given as IDataObject[]))],
	});
	expect(result.error).toBeUndefined();
	return result.json[0] as unknown as Made;
}

/** As n8n puts it into a form: a replacement of the expression, then its own reading of the JSON. */
function fieldsOf({ fields }: Page) {
	return tryToParseJsonToFormFields('{{ x }}'.replace('{{ x }}', fields)) as Array<{ fieldType?: string; fieldName?: string; html?: string; fieldOptions?: { values: Array<{ option: string }> } }>;
}

const optionsOf = (page: Page, name: string): string[] => (fieldsOf(page).find(({ fieldName }) => fieldName === name)?.fieldOptions?.values ?? []).map(({ option }) => option);

const EXPLAINED = { link_id: LINK_ID, novi_group: EVIL, forj_group: EVIL, link_status: 'Held', link_detail: EVIL, found: true, name: EVIL, novi_id: 'n', forj_user_id: '9', next_run: EVIL, status: 'Removal held', reason: EVIL, changes: [{ field: EVIL, before: EVIL, after: EVIL }], novi: { login: EVIL }, forj: { email: EVIL }, remembered: null };
const CHECKED = { service: 'Novi AMS', call: EVIL, expected: EVIL, observed: EVIL, verdict: 'Differs, Not Supported', action: EVIL };

const EVERY_PAGE: Array<[string, object, object[]?]> = [
	['apiReport', { novi: [CHECKED], forj: [{ error: EVIL, details: EVIL }], connections: CONNECTIONS, ask: true }],
	['chooseLink', { links: LINKS }],
	['connections', { noviGroups: [{ error: EVIL, details: EVIL }], noviMembers: [], forjGroups: [] }],
	['fieldMap', { customFields: [{ Name: EVIL, DisplayName: EVIL }], fields: [], fault: EVIL, answers: { novi_field: EVIL } }, [forjSnapshot([], { seenFieldKeys: [EVIL] })]],
	['link', { ...CONNECTIONS, links: LINKS }],
	['linkSettings', { links: LINKS, linkId: LINK_ID, fault: EVIL, answers: { keep: EVIL } }],
	['newGroup', { forjGroups: FORJ_GROUPS, links: [], name: EVIL, manager: EVIL, created: { error: EVIL } }],
	['person', { person: EVIL }, [EXPLAINED]],
	['plan', { linkIds: [LINK_ID], saves: EVIL, changed: EVIL, learnedLevel: 5, learnedFrom: EVIL }, [plan({ roster: [person('n-1', { name: EVIL })], members: [member('5', EVIL)] })]],
	['privateLevel', { forjGroups: FORJ_GROUPS, forjGroupId: '7', fault: EVIL }],
	['readiness', { readiness: { ready: false, groupName: EVIL, privacy: 1, points: [{ point: 'private', ok: false, text: EVIL }] } }],
	['sso', { report: { ready: false, message: EVIL, checks: [{ ok: false, level: 'error', text: EVIL }], valuesForNovi: [{ field: EVIL, value: EVIL }], valuesForForj: [] } }],
	['unlink', { links: LINKS, linkId: LINK_ID }],
	['writeCheck', { forjGroups: FORJ_GROUPS }],
];

test('every page of the node is looked at here', () => {
	expect(EVERY_PAGE.map(([name]) => name)).toEqual(Object.keys(PAGES).sort());
});

describe.each(EVERY_PAGE)('the page %s', (name, data, given) => {
	test('is taken by the form of n8n, and HTML, dollar signs, backslashes and expressions of names stay text', async () => {
		const made = await make(name, data, given);
		const html = [made.description, made.message, ...fieldsOf(made).map((field) => field.html ?? '')].join('');
		expect(html).not.toMatch(/<img|\\n|\{\{/);
		expect(JSON.stringify(fieldsOf(made))).not.toContain('{{ x }}');
		for (const [field, choices] of Object.entries(made.choices)) {
			const labels = choices.map(({ label }) => label.replace(/</g, '‹').replace(/>/g, '›'));
			if (optionsOf(made, field).length > 0) expect(optionsOf(made, field)).toEqual(labels);
			expect(new Set(labels).size).toBe(labels.length);
		}
	});
});

describe('what a key can see', () => {
	test('both connections work', async () => {
		const made = await make('connections', CONNECTIONS);
		expect(made).toMatchObject({ ok: true, title: 'Both connections work' });
		expect(made.description).toContain('The key sees 2 groups.');
		expect(made.description).not.toContain('limited');
	});

	test.each<[string, object, string]>([
		['sees no group', { noviGroups: [{}] }, 'Novi shows no group to this key'],
		['sees one group', { noviGroups: [{ UniqueID: 'n', Name: 'Board' }] }, 'The Novi key sees one group only: Board'],
		['sees no member', { noviMembers: [{}] }, 'Novi shows no member to this key'],
		['does not see the login', { noviMembers: [{ ...RECORD, AccountEmail: undefined }] }, 'it does not show AccountEmail'],
	])('the text says so when the Novi key %s', async (_case, differing, says) => {
		expect((await make('connections', { ...CONNECTIONS, ...differing })).description).toContain(says);
	});

	test('a refused key names the service, what happened and what to do', async () => {
		const made = await make('connections', { ...CONNECTIONS, forjGroups: [{ error: 'Forj refused the key. [item 0]', details: 'Copy it again.' }] });
		expect(made).toMatchObject({ ok: false, button: 'Try again' });
		expect(made.description).toContain('Forj: Forj refused the key. Copy it again.');
	});
});

describe('the plan', () => {
	const board = { roster: [person('n-1', { name: 'Ann' }), person('n-2', { name: 'Cyn', login: '' })], members: [member('5', 'Mia')] };

	test('tells numbers and names, why somebody is N/A, and why a removal waits', async () => {
		const { ok, message } = await make('plan', { linkIds: [LINK_ID] }, [plan({ ...board, link: { state: '' } })]);
		expect(ok).toBe(true);
		expect(message).toContain('<td>Would be added</td><td>1</td><td>Ann</td>');
		expect(message).toContain('<td>Removal would wait</td><td>1</td><td>Person Mia</td>');
		expect(message).toContain('Cyn: No Novi login.');
		expect(message).toContain('first sync of the link');
	});

	test('of 10,000 people names some and counts all', async () => {
		const roster = Array.from({ length: 10_000 }, (_, n) => person(`n-${n}`, { name: `Person ${n}`, login: `p${n}@people.example` }));
		const { message } = await make('plan', { linkIds: [LINK_ID] }, [plan({ roster, members: [] })]);
		expect(message).toContain('<td>10000</td>');
		expect(message).toContain('and 9980 more');
		expect(message.length).toBeLessThan(5_000);
	});

	test.each<[planned: string, link: Record<string, unknown>, line: string, count: number, more: string | undefined]>([
		['Removals that would wait', { state: '' }, 'Removal would wait', 100, undefined],
		['Removals that would wait', { state: '' }, 'Removal would wait', 103, ', and 3 more'],
		['Removals', { removal_limit_percent: 100, removal_limit_people: 200 }, 'Would be removed', 100, undefined],
		['Removals', { removal_limit_percent: 100, removal_limit_people: 200 }, 'Would be removed', 103, ', and 3 more'],
	])('%s are named up to 100: %j, %s, %i people', async (_planned, link, line, count, more) => {
		const roster = Array.from({ length: 200 }, (_, n) => person(`stays-${n}`));
		const members = [...roster.map((_, n) => member(String(1000 + n), `stays-${n}`)), ...Array.from({ length: count }, (_, n) => member(String(5000 + n), `Leaver${n}`))];
		const { message } = await make('plan', { linkIds: [LINK_ID] }, [plan({ roster, members, link })]);
		const cell = new RegExp(`<td>${line}</td><td>${count}</td><td>([^<]*)</td>`).exec(message)?.[1] ?? '';
		expect(cell.match(/Person Leaver\d+/g)).toHaveLength(100);
		expect(/, and \d+ more$/.exec(cell)?.[0]).toBe(more);
	});

	test('of a changed link says what was changed, and of a new one says nothing of that', async () => {
		const planned = [plan(board)];
		expect((await make('plan', { linkIds: [LINK_ID], changed: 'Changed: keep list, removal limit.' }, planned)).description).toMatch(/^<p>Changed: keep list, removal limit\.<\/p><p>This is a dry run/);
		for (const changed of ['', undefined]) expect((await make('plan', { linkIds: [LINK_ID], changed }, planned)).description).toMatch(/^<p>This is a dry run/);
	});

	test('of a staging site can be saved, and says that nothing is written until it is allowed', async () => {
		const { ok, message } = await make('plan', { linkIds: [LINK_ID] }, [plan({ ...board, novi: { staging: true, allowStagingSync: false } })]);
		expect(ok).toBe(true);
		expect(message).toContain('This is a Novi staging site: nothing is written.');
	});

	test.each<[string, object]>([
		['a sub-group', { group: { hasParent: true } }],
		['a Forj group that was not read to its end', { forj: { complete: false } }],
	])('of %s is no plan to decide on', async (_case, differing) => {
		expect(await make('plan', { linkIds: [LINK_ID] }, [plan({ ...board, ...differing })])).toMatchObject({ ok: false, button: 'Try again' });
	});

	test('that did not come in is told', async () => {
		expect(await make('plan', { linkIds: [LINK_ID] }, [{ error: 'x' }])).toMatchObject({ ok: false });
	});

	test('leaves out links that the change is not about', async () => {
		const { message } = await make('plan', { linkIds: [LINK_ID] }, planRun(runInput(board)).concat(planRun(runInput({ ...board, link: { link_id: 'other' } }))));
		expect(message.match(/<table>/g)).toHaveLength(1);
	});
});

describe('readiness', () => {
	test.each<[string, object, string]>([
		['a group that is ready leads to the plan', { ready: true, points: [{ ok: true, text: 'x' }] }, 'plan'],
		['an unknown level leads to the question', { ready: false, groupName: 'Lounge', privacy: 4, points: [{ ok: false, text: "It is not known yet which number means Private in your community. Change this link in the Set-Up Assistant: it asks for a group that you know is Private. Or read the number of such a group with the node Forj Community, Group: Get (field \"privacy\"), and enter it in the credential Forj Community API under Private Level. The group Lounge has 4." }] }, 'privateLevel'],
		['anything else is to be mended', { ready: false, points: [{ ok: false, text: 'Switch it off.' }] }, 'mend'],
		['a group that cannot be read is told', { error: 'Forj has nothing under this id.' }, 'mend'],
	])('%s', async (_case, readiness, next) => {
		expect(await make('readiness', { readiness })).toMatchObject({ next });
	});
});

test('a group that is linked already says so in the list, and two of one name are told apart by their ids', async () => {
	const made = await make('link', { ...CONNECTIONS, forjGroups: [{ id: '7', name: 'Lounge' }, { id: '8', name: 'Lounge' }], links: LINKS });
	expect(optionsOf(made, 'forj_group')).toEqual(['Create a new Forj group', 'Lounge (7), linked already', 'Lounge (8)']);
});

test.each<[string, object]>([
	['no page of this name', { page: 'nothing' }],
	['data that is no JSON', { page: 'link', data: '{' }],
	['data that is a list', { page: 'link', data: '[]' }],
])('refuses %s', async (_case, parameters) => {
	const { error } = await runNode({ type: 'noviForjSync', parameters: { resource: 'setup', operation: 'makePage', ...parameters } });
	expect(error?.description ?? '').not.toBe('');
});

describe('the page of one person', () => {
	const of = (nextRun: string, detail = '') => ({ found: false, next_run: nextRun, novi_group: 'Board', forj_group: 'Lounge', link_detail: detail });

	test('says that nobody shows the person only when every group was compared', async () => {
		expect((await make('person', { person: 'x@y.example' }, [of(EXPLAIN.notFound)])).description).toContain('No linked group shows x@y.example');
		const { description } = await make('person', { person: 'x@y.example' }, [of(EXPLAIN.notFound), of(EXPLAIN.notCompared, 'Forj gave no answer.')]);
		expect(description).not.toContain('No linked group shows');
		expect(description).toContain('1 of 2 linked groups could not be compared');
		expect(description).toContain('Forj gave no answer.');
	});
});
