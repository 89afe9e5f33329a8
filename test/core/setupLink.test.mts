/** Design 10: what an admin answers in the set-up assistant becomes a row of `novi_forj_links`, or a sentence that says why not. */
import { readLinkRow, type Row } from '../../nodes/core/linkRow';
import { namedChoices, type Choices } from '../../nodes/core/setup/choices';
import { prepareLink, type LinkQuestion } from '../../nodes/core/setup/linkChange';
import { ANSWER, CONFLICT_LABELS, ENABLED_LABELS, MODE_LABELS, NEW_GROUP, SELF_LEFT_LABELS } from '../../nodes/core/setup/texts';

const NOVI = [
	{ UniqueID: 'n-1', Name: 'Board' },
	{ UniqueID: 'n-2', Name: 'Board' },
];
const FORJ = [
	{ id: '7', name: 'Lounge <b>' },
	{ id: '8', name: 'Lounge <b>' },
];
const fixed = (labels: Record<string, string>) => Object.entries(labels).map(([id, label]) => ({ id, label }));
const CHOICES: Choices = {
	novi_group: namedChoices(NOVI, (row) => row.UniqueID, (row) => row.Name),
	forj_group: [NEW_GROUP, ...namedChoices(FORJ, (row) => row.id, (row) => row.name)],
	mode: fixed(MODE_LABELS),
	enabled: fixed(ENABLED_LABELS),
	self_left: fixed(SELF_LEFT_LABELS),
	conflict: fixed(CONFLICT_LABELS),
};
const ANSWERS = { novi_group: 'Board (n-1)', forj_group: 'Lounge ‹b› (7)', mode: MODE_LABELS.mirror };
const STORED: Row = { link_id: 'old', novi_group_id: 'n-9', novi_group_name: 'Staff', forj_group_id: '9', forj_group_name: 'Staff Room', enabled: true, settings: '{"private_level":4,"fields_not_in_novi":["JobTitle"]}', state: '{"good":1}', status: 'Up To Date' };

const add = (differing: Partial<LinkQuestion> = {}) => prepareLink({ change: 'add', links: [], choices: CHOICES, answers: ANSWERS, linkId: '12', ...differing });
const change = (answers: Row, differing: Partial<LinkQuestion> = {}) =>
	prepareLink({
		change: 'change',
		links: [STORED],
		choices: CHOICES,
		linkId: 'old',
		answers: { enabled: ENABLED_LABELS.on, mode: MODE_LABELS.owned, removal_limit_percent: 10, removal_limit_people: 3, keep: '', self_left: SELF_LEFT_LABELS.respect, conflict: CONFLICT_LABELS.novi_wins, ...answers },
		...differing,
	});

describe('a new link', () => {
	it('names both groups, is on, mirrors, and has the limits of the design', () => {
		expect(add().row).toEqual({
			link_id: 'board-12',
			novi_group_id: 'n-1',
			novi_group_name: 'Board',
			forj_group_id: '7',
			forj_group_name: 'Lounge <b>',
			enabled: true,
			mode: 'mirror',
			removal_limit_percent: 25,
			removal_limit_people: 5,
			settings: '',
		});
	});

	it('can be read by the sync without a fault', () => {
		expect(readLinkRow(add().links[0] ?? {}).faults).toEqual([]);
	});

	it.each([
		['Board (n-1)', 'n-1'],
		['Board (n-2)', 'n-2'],
	])('tells two groups of one name apart: %s', (novi_group, id) => {
		expect(add({ answers: { ...ANSWERS, novi_group } }).row.novi_group_id).toBe(id);
	});

	it('takes the group that was just created in place of the entry "Create"', () => {
		const created = add({ answers: { ...ANSWERS, forj_group: NEW_GROUP.label }, createdGroup: { id: '70', name: 'Brand New' } });
		expect(created).toMatchObject({ ok: true, forj_group_id: '70', row: { forj_group_name: 'Brand New' } });
	});

	it('stores the number that means Private, learned now', () => {
		expect(add({ privateLevel: 3 }).row.settings).toBe('{"private_level":3}');
	});

	it('takes the number over from another link', () => {
		expect(add({ links: [STORED] })).toMatchObject({ private_level: 4, row: { settings: '{"private_level":4}' } });
	});

	it.each(['', 'Ünïté 9', '株式会社'])('has an id of letters, digits and dashes when the group is called %j', (Name) => {
		const choices = { ...CHOICES, novi_group: [{ id: 'n-1', name: Name, label: 'Board (n-1)' }] };
		expect(add({ choices }).link_id).toMatch(/^[a-z0-9-]+-12$/);
	});

	it.each<[string, Partial<LinkQuestion>, string]>([
		['the Forj group follows another Novi group', { links: [{ ...STORED, forj_group_id: '7' }] }, ANSWER.linked('Lounge <b>', 'Staff', 'old')],
		['the Forj group is linked by a link that is switched off', { links: [{ ...STORED, forj_group_id: '7', enabled: false }] }, ANSWER.linked('Lounge <b>', 'Staff', 'old')],
		['no Novi group was chosen', { answers: { ...ANSWERS, novi_group: '' } }, ANSWER.missing('Novi group')],
		['the Novi group was not offered', { answers: { ...ANSWERS, novi_group: 'Board (n-3)' } }, ANSWER.missing('Novi group')],
		['no Forj group was chosen', { answers: { ...ANSWERS, forj_group: null } }, ANSWER.missing('Forj group')],
		['its id is taken', { links: [{ ...STORED, link_id: 'board-12' }] }, ANSWER.linkExists('board-12')],
	])('is refused when %s', (_case, differing, fault) => {
		expect(add(differing)).toMatchObject({ ok: false, fault, row: {}, links: [] });
	});
});

describe('a change', () => {
	it('writes the settings that were chosen, and keeps those that the page does not show', () => {
		const changed = change({ keep: 'a@b.example\n 12 ;\n' });
		expect(changed.row).toMatchObject({ enabled: true, mode: 'owned', removal_limit_percent: 10, removal_limit_people: 3 });
		expect(JSON.parse(String(changed.row.settings))).toEqual({ private_level: 4, fields_not_in_novi: ['JobTitle'], keep: ['a@b.example', '12'], self_left: 'respect', conflict: 'novi_wins' });
	});

	describe('is named in one sentence', () => {
		const SAME: Row = { mode: MODE_LABELS.mirror, removal_limit_percent: 25, removal_limit_people: 5 };
		const sentence = (answers: Row, stored: Row = {}, more: Partial<LinkQuestion> = {}) => change({ ...SAME, ...answers }, { links: [{ ...STORED, ...stored }], ...more }).changed;

		it.each<[what: string, answers: Row, says: string]>([
			['the switch', { enabled: ENABLED_LABELS.off }, 'Changed: switched off.'],
			['the mode', { mode: MODE_LABELS.add_only }, 'Changed: who is removed from the Forj group.'],
			['the limit in percent', { removal_limit_percent: 10 }, 'Changed: removal limit.'],
			['the limit in people', { removal_limit_people: 9 }, 'Changed: removal limit.'],
			['the keep list', { keep: '12' }, 'Changed: keep list.'],
			['who left', { self_left: SELF_LEFT_LABELS.add_back }, 'Changed: people who left the Forj group by themselves.'],
			['the conflict policy', { conflict: CONFLICT_LABELS.report }, 'Changed: values changed in Novi and in Forj.'],
			['several', { keep: '12', removal_limit_percent: 10, removal_limit_people: 9 }, 'Changed: removal limit, keep list.'],
		])('%s', (_what, answers, says) => {
			expect(sentence(answers)).toBe(says);
		});

		it('a link that was off', () => {
			expect(sentence({ enabled: ENABLED_LABELS.on }, { enabled: false })).toBe('Changed: switched on.');
		});

		it('the number that means Private', () => {
			expect(sentence({}, {}, { privateLevel: 5 })).toBe('Changed: number that means Private.');
		});

		it.each<[what: string, answers: Row, stored: Row]>([
			['answers that are as they were', {}, {}],
			['the defaults, written out', {}, { mode: '', removal_limit_percent: '', removal_limit_people: null }],
			['a keep list in another order', { keep: '12\na@b.example' }, { settings: '{"keep":["a@b.example","12"]}' }],
		])('%s are no change', (_what, answers, stored) => {
			expect(sentence(answers, stored)).toBe('Nothing was changed.');
		});

		it('of a new link there is nothing to name', () => {
			expect(add().changed).toBe('');
		});
	});

	it('never touches the columns of the running sync', () => {
		expect(Object.keys(change({}).row)).toEqual(expect.not.arrayContaining(['state', 'status', 'status_detail', 'last_run_id', 'last_success_at', 'requested_at']));
	});

	it('shows the plan of the link as it will be, beside all other links', () => {
		const other = { ...STORED, link_id: 'other', forj_group_id: '10' };
		const changed = change({}, { links: [STORED, other] });
		expect(changed.links).toMatchObject([{ link_id: 'old', mode: 'owned', state: '{"good":1}' }]);
		expect(changed.all_links.map(({ link_id }) => link_id)).toEqual(['other', 'old']);
	});

	it('of a link to off needs no look at the groups', () => {
		expect(change({ enabled: ENABLED_LABELS.off })).toMatchObject({ ok: true, check: false, row: { enabled: false } });
	});

	it.each(['not an email', 'anna@', '12 13'])('a keep list with "%s" is refused: the person meant would be removed', (entry) => {
		expect(change({ keep: `a@b.example\n${entry}` }).fault).toBe(ANSWER.keepEntry(entry));
	});

	it('an emptied keep list is gone', () => {
		expect(JSON.parse(String(change({ keep: '' }, { links: [{ ...STORED, settings: '{"keep":["12"]}' }] }).row.settings))).not.toHaveProperty('keep');
	});

	it.each<[string, Row, string]>([
		['a limit above 100 %', { removal_limit_percent: 101 }, ANSWER.limitPercent],
		['a negative limit', { removal_limit_percent: -1 }, ANSWER.limitPercent],
		['an empty limit', { removal_limit_percent: '' }, ANSWER.limitPercent],
		['a fraction of a person', { removal_limit_people: 1.5 }, ANSWER.limitPeople],
	])('with %s is refused', (_case, answers, fault) => {
		expect(change(answers)).toMatchObject({ ok: false, fault });
	});

	it('of a link that is gone is refused', () => {
		expect(change({}, { links: [] }).fault).toBe(ANSWER.linkGone('old'));
	});

	it.each(['{"keep":', '{"keep":"ann@b.example"}', '{"keep":{"ann@b.example":true}}'])('of settings that cannot be read is refused, so that no keep list is lost: %s', (settings) => {
		expect(change({}, { links: [{ ...STORED, settings }] }).fault).toBe(ANSWER.brokenSettings('old'));
	});
});
