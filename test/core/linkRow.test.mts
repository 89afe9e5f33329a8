/** Design 4.9, 5 and 7: a link row as an admin may have written it. What is wrong is named, and nothing is written. */
import { groupNames, readLinkRow, writeLinkState, type Row } from '../../nodes/core/linkRow';
import { planRun } from '../../nodes/core/planRun';
import { readRemembered } from '../../nodes/core/remembered';
import { NOT_READY, SETTINGS } from '../../nodes/core/texts';
import { forjGroup, forjSnapshot, goodState, linkRow, member, NOVI_GROUP, noviSnapshot, NOW, person, planOf, runInput } from '../support/builders.mjs';
import { summarize } from '../support/outcomes.mjs';

const link = (differing: Row) => readLinkRow(linkRow(differing));

describe('a link row', () => {
	it('with nothing but ids has the defaults: mirror, 25 %, 5 people, respect who left', () => {
		const row = { link_id: 'board', novi_group_id: 'n', forj_group_id: '7', enabled: true };
		expect(readLinkRow(row)).toMatchObject({ mode: 'mirror', removalLimitPercent: 25, removalLimitPeople: 5, settings: { keep: [], selfLeft: 'respect' }, state: {}, faults: [] });
	});

	it.each<[what: string, differing: Row, novi: string, forj: string]>([
		['their names', { novi_group_name: 'Board', forj_group_name: ' Lounge ' }, 'Board', 'Lounge'],
		['their ids, as long as no run has learned the names', { novi_group_name: '', forj_group_name: null }, 'n', '7'],
	])('calls its groups by %s', (_what, differing, novi, forj) => {
		expect(groupNames(link({ novi_group_id: 'n', forj_group_id: 7, ...differing }))).toEqual({ novi, forj });
	});

	it.each([['mirror'], ['owned'], ['add_only']])('takes the mode %s', (mode) => {
		expect(link({ mode })).toMatchObject({ mode, faults: [] });
	});

	it.each([[0, 0], ['0', 0], [100, 100], ['25', 25], ['', 25], [null, 25], [undefined, 25]])('takes the limit %j %% as %j', (value, percent) => {
		expect(link({ removal_limit_percent: value })).toMatchObject({ removalLimitPercent: percent, faults: [] });
	});

	it.each([[0, 0], ['0', 0], [1000, 1000], ['', 5], [null, 5]])('takes the limit of %j people as %j', (value, people) => {
		expect(link({ removal_limit_people: value })).toMatchObject({ removalLimitPeople: people, faults: [] });
	});

	it.each([[true, true], [1, true], ['true', true], [false, false], [0, false], ['false', false], [null, false], ['', false]])('enabled %j is %j', (value, enabled) => {
		expect(link({ enabled: value }).enabled).toBe(enabled);
	});
});

const WRONG: Array<[string, Row, string]> = [
	['a negative percentage', { removal_limit_percent: -1 }, SETTINGS.percent('-1')],
	['a percentage over 100', { removal_limit_percent: 101 }, SETTINGS.percent('101')],
	['a fraction of a percent', { removal_limit_percent: 12.5 }, SETTINGS.percent('12.5')],
	['a percentage as a word', { removal_limit_percent: 'many' }, SETTINGS.percent('many')],
	['a percentage with its sign', { removal_limit_percent: '25 %' }, SETTINGS.percent('25 %')],
	['an endless percentage', { removal_limit_percent: 'Infinity' }, SETTINGS.percent('Infinity')],
	['a percentage yes', { removal_limit_percent: true }, SETTINGS.percent('true')],
	['negative people', { removal_limit_people: -1 }, SETTINGS.people('-1')],
	['half people', { removal_limit_people: 2.5 }, SETTINGS.people('2.5')],
	['people as a word', { removal_limit_people: 'five' }, SETTINGS.people('five')],
	['an unknown mode', { mode: 'delete_all' }, SETTINGS.mode('delete_all')],
	['a mode in capitals', { mode: 'Mirror' }, SETTINGS.mode('Mirror')],
	['settings that are no JSON', { settings: '{keep: a}' }, SETTINGS.badJson('settings')],
	['settings that are a list', { settings: '["a"]' }, SETTINGS.badJson('settings')],
	['settings that are a number', { settings: '5' }, SETTINGS.badJson('settings')],
	['a keep list that is a text', { settings: '{"keep":"a@b.example"}' }, SETTINGS.setting('keep', 'a list of e-mails or Forj user ids')],
	['an unknown conflict', { settings: '{"conflict":"newest_wins"}' }, SETTINGS.setting('conflict', '"novi_wins", "forj_wins" or "report"')],
	['an unknown self_left', { settings: '{"self_left":"ignore"}' }, SETTINGS.setting('self_left', '"respect" or "add_back"')],
	['a level that is a word', { settings: '{"private_level":"private"}' }, SETTINGS.setting('private_level', 'the number that Forj shows as "privacy" of a Private group')],
	['no Novi group', { novi_group_id: ' ' }, SETTINGS.missing('novi_group_id')],
	['no Forj group', { forj_group_id: null }, SETTINGS.missing('forj_group_id')],
	['no link id', { link_id: '' }, SETTINGS.missing('link_id')],
];

describe.each(WRONG)('%s', (_name, differing, fault) => {
	it('is named on the link, which is Not ready and writes nothing', () => {
		const plan = planOf({ roster: [person('a')], members: [member('9', 'stranger')], link: differing });
		expect(plan).toMatchObject({ status: 'Not ready', writable: false });
		expect(plan.detail).toContain(fault);
		expect(summarize(plan).links[0]).toMatchObject({ status: 'Not ready', status_detail: expect.stringContaining(fault) });
	});
});

it('several mistakes are all named', () => {
	expect(link({ mode: 'x', removal_limit_percent: 200, removal_limit_people: -3 }).faults).toEqual([SETTINGS.mode('x'), SETTINGS.percent('200'), SETTINGS.people('-3')]);
});

describe('column state', () => {
	it.each([['nothing', ''], ['no JSON', '{good'], ['a list', '[]'], ['a good run without numbers', '{"good":{"at":"x","roster":"many"}}']])('with %s means first run: removals are held', (_name, state) => {
		expect(link({ state })).toMatchObject({ state: {}, faults: [] });
	});

	it('is read back as it was written', () => {
		const { state } = link({ state: goodState(12, 10, { removals: [{ at: NOW, count: 3 }] }) });
		expect(link({ state: writeLinkState(state) }).state).toEqual(state);
	});

	it('leaves out removals that it cannot read', () => {
		expect(link({ state: goodState(1, 1, { removals: [{ at: 'soon', count: 3 }, { at: NOW, count: 'x' }, 7, { at: NOW, count: 2 }] }) }).state.removals).toEqual([{ at: NOW, count: 2 }]);
	});
});

describe('links seen together', () => {
	const second = (differing: Row) => linkRow({ link_id: 'club', novi_group_id: 'g2', ...differing });
	const plans = (row: Row, first: Row = {}) =>
		planRun({
			...runInput({}),
			novi: [noviSnapshot([person('a')]), noviSnapshot([], { linkId: 'club', group: { id: 'g2', name: 'Club' } })],
			forj: [forjSnapshot(), forjSnapshot([], { linkId: 'club', group: forjGroup({ id: String(row.forj_group_id ?? '700') }) })],
			remembered: readRemembered([linkRow(first), second(row)]),
		});

	it('two Novi groups to one Forj group: both Not ready, each names the other', () => {
		expect(plans({}).map((plan) => [plan.linkId, plan.status, plan.detail])).toEqual([
			['board', 'Not ready', [NOT_READY.twoLinks('club')]],
			['club', 'Not ready', [NOT_READY.twoLinks('board')]],
		]);
	});

	it('one of them switched off: the other syncs', () => {
		expect(plans({ enabled: false }).map((plan) => plan.status)).toEqual(['Up To Date', 'Not ready']);
	});

	it('one Novi group to two Forj groups is fine', () => {
		const [board, club] = plans({ forj_group_id: '800' });
		expect([board?.status, club?.status]).toEqual(['Up To Date', 'Up To Date']);
	});

	it('two rows with one link id: both Not ready', () => {
		const links = readRemembered([linkRow(), linkRow({ forj_group_id: '800' })]);
		expect(planRun({ ...runInput({}), remembered: links }).map((plan) => [plan.status, plan.writable])).toEqual([['Not ready', false], ['Not ready', false]]);
	});

	it('planning changes nothing of what it was given: twice gives the same', () => {
		const input = { ...runInput({}), remembered: readRemembered([linkRow(), second({})]) };
		const once = JSON.stringify(planRun(input));
		expect(JSON.stringify(planRun(input))).toBe(once);
	});
});

describe('which snapshots belong to a link', () => {
	it.each<[string, unknown[]]>([
		['no snapshot', []],
		['no snapshot but an empty item', [{}]],
		['a list of people', [[person('a')]]],
		['a snapshot without its members', [{ ...noviSnapshot(), members: undefined }]],
		['a snapshot with members null', [{ ...noviSnapshot(), members: null }]],
		['a snapshot whose completeness is a text', [{ ...noviSnapshot(), complete: 'true' }]],
		['a member without an id', [noviSnapshot([{ ...person('a'), id: '' }])]],
		['the snapshot of another group', [noviSnapshot([], { group: { id: 'other', name: 'Other' } })]],
		['the snapshot of another link', [noviSnapshot([], { linkId: 'club' })]],
		['two snapshots for one link', [noviSnapshot(), noviSnapshot()]],
		['a Forj snapshot in the place of the Novi one', [forjSnapshot()]],
	])('%s: the side is absent, the link is Error, nothing is written and nothing counted', (_name, novi) => {
		const plan = planOf({ members: [member('1', 'a')], run: { novi } });
		expect(plan).toMatchObject({ status: 'Error', writable: false, counted: false, people: [] });
		expect(plan.detail.join(' ')).toMatch(/Novi/);
		expect(summarize(plan)).toMatchObject({ link: { status: 'Error' }, members: [], people: [] });
		expect(summarize(plan).link.counters).toBeUndefined();
	});

	it('the id of a Novi group is compared without regard to case', () => {
		expect(planOf({ novi: { group: { id: NOVI_GROUP.toUpperCase(), name: 'Board' } } }).status).toBe('Up To Date');
	});
});

it.each(['keep_list', 'Keep', 'company_key'])('a settings key that means nothing (%s) makes the link Not ready: a misspelt keep list would protect nobody', (key) => {
	const plan = planOf({ members: [member('1', 'stranger')], link: { settings: JSON.stringify({ [key]: ['stranger@login.example'] }) } });
	expect(plan).toMatchObject({ status: 'Not ready', writable: false });
	expect(plan.detail.join(' ')).toContain(`"${key}"`);
});
