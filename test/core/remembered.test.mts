/** Design 7: what is remembered, how rows supersede each other, and that only what changed is written. */
import { planRun } from '../../nodes/core/planRun';
import { readRemembered, writePerson } from '../../nodes/core/remembered';
import type { Row } from '../../nodes/core/linkRow';
import { summarizeRun } from '../../nodes/core/summary';
import { after, decisions, fieldRow, goodState, linkRow, member, memory, NOW, person, personIn, planOf, runInput, type Case } from '../support/builders.mjs';
import { outcomesOf, storedMembers, summarize } from '../support/outcomes.mjs';

const MINUTE = 60_000;

describe('rows of several tables in one list', () => {
	it('are told apart by their columns; n8n\'s empty items are skipped', () => {
		const shown = { run_id: 'r', link_id: 'board', novi_id: 'a', forj_user_id: '1', name: '', email: '', status: 'Added', action: 'add', reason: '', since: NOW };
		const remembered = readRemembered([{}, linkRow(), writePerson(memory('A', '1'), NOW), shown, fieldRow('Phone', 'phone', 'both'), { something: 'else' }]);
		expect(remembered.links).toHaveLength(1);
		expect([...remembered.people.keys()]).toEqual(['a']);
		expect(remembered.shown.get('board')?.get('novi:a')).toMatchObject({ status: 'Added', since: NOW });
		expect(remembered.mappings).toEqual([{ noviField: 'Phone', forjField: 'phone', direction: 'both' }]);
	});

	it('a person is read back as written', () => {
		const one = memory('a', '1', { baseline: { job_title: 'Chair', tags: ['x', 'y'], level: 3 } }, { addedBySync: true, leftSince: NOW, failedRuns: 2, refused: { job_title: '' } });
		expect(readRemembered([writePerson(one, NOW)]).people.get('a')).toEqual(one);
	});

	it.each([['broken JSON', { baseline: '{', state: '}' }], ['lists', { baseline: '[]', state: '[1]' }], ['nothing', { baseline: null, state: '' }]])('a person whose JSON is %s keeps the pair and nothing else', (_name, columns) => {
		expect(readRemembered([{ ...writePerson(memory('a', '1'), NOW), ...columns }]).people.get('a')).toEqual({ noviId: 'a', forjUserId: '1', email: 'a@login.example', baseline: {}, state: {} });
	});
});

describe('of several rows of a person the newest wins', () => {
	const row = (forjUserId: string, updatedAt: string, id: number): Row => ({ ...writePerson(memory('a', forjUserId), updatedAt), id });
	const cases: Array<[string, Row[], string]> = [
		['by time', [row('old', after(-2), 9), row('new', after(-1), 1)], 'new'],
		['by row id at the same time', [row('old', NOW, 1), row('new', NOW, 2)], 'new'],
		['by row id as text at the same time', [{ ...row('old', NOW, 0), id: '9' }, { ...row('new', NOW, 0), id: '10' }], 'new'],
		['a row without a time is the oldest', [row('old', '', 9), row('new', after(-1), 1)], 'new'],
		['ids that differ in case are one person', [row('old', after(-2), 1), { ...row('new', after(-1), 2), novi_id: 'A' }], 'new'],
	];

	it.each(cases)('%s, in any order', (_name, rows, expected) => {
		for (const order of [rows, [...rows].reverse()]) {
			const { people, peopleRows } = readRemembered(order);
			expect([people.size, people.get('a')?.forjUserId, peopleRows]).toEqual([1, expected, 2]);
		}
	});
});

/** Runs of one link; everything stored as the workflow would store it. */
function world(initial: Case) {
	let people: Row[] = [];
	let shown: Row[] = [];
	let link: Row = {};
	return (changes: Case = {}, at = 0) => {
		const plan = planOf({ ...initial, ...changes, link: { ...initial.link, ...link }, rows: [...people, ...shown], run: { now: after(at) } });
		const result = summarize(plan, outcomesOf(plan), `run-${at}`, after(at));
		people = [...people, ...result.people.map((row, index) => ({ ...row, id: people.length + index }))];
		shown = storedMembers(shown, result, at);
		link = { state: result.links[0]?.state };
		return { plan, result };
	};
}

const rowCounts = ({ result }: ReturnType<ReturnType<typeof world>>) => ({
	links: result.links.length, runs: result.runs.length, members: result.members.length, staleMembers: result.staleMembers.length, people: result.people.length, stalePeople: result.stalePeople.length,
});
const UNCHANGED = { links: 1, runs: 1, members: 0, staleMembers: 0, people: 0, stalePeople: 0 };

describe('an unchanged run writes the link\'s row and one run row', () => {
	const fields = { FirstName: 'Ada', JobTitle: 'Chair' };
	const seen = { first_name: 'Ada', job_title: 'Chair' };
	const both: Case = { roster: [person('a', { fields }), person('b', { login: '' }), person('c')], members: [member('1', 'a', { fields: seen }), member('3', 'c')] };

	it.each<[string, Case]>([
		['everybody up to date', both],
		['somebody protected', { ...both, members: [...both.members!, member('9', 'x', { isManager: true })] }],
		['removals held', { ...both, members: [...both.members!, member('9', 'x')], link: { state: '' } }],
		['the link is not ready', { ...both, members: [], group: { hasParent: true } }],
		['a staging site', { ...both, members: [], novi: { staging: true } }],
		['the link is switched off: no run row either', { ...both, link: { enabled: false } }],
	])('%s', (_name, one) => {
		const run = world(one);
		run({}, 0);
		run({}, MINUTE);
		const expected = one.link?.enabled === false ? { ...UNCHANGED, runs: 0 } : UNCHANGED;
		expect(rowCounts(run({}, 2 * MINUTE))).toEqual(expected);
		expect(rowCounts(run({}, 3 * MINUTE))).toEqual(expected);
	});

	it('a status keeps its date until status or reason change', () => {
		const run = world(both);
		run({}, 0);
		const { result } = run({ roster: [...both.roster!, person('d')] }, MINUTE);
		expect(result.members.map((row) => [row.novi_id, row.since])).toEqual([['a', after(0)], ['b', after(0)], ['c', after(0)], ['d', after(MINUTE)]]);
	});

	it('one changed person is one new row of novi_forj_people', () => {
		const run = world(both);
		run();
		const { result } = run({ roster: [person('a', { fields: { ...fields, JobTitle: 'Treasurer' } }), ...both.roster!.slice(1)] }, MINUTE);
		expect(result.people.map((row) => row.novi_id)).toEqual(['a']);
	});
});

describe('what a run leaves in the link\'s row', () => {
	it('a good run remembers roster, eligible and both groups', () => {
		const plan = planOf({ roster: [person('a'), person('b', { login: '' })] });
		const { links } = summarize(plan, outcomesOf(plan));
		expect(JSON.parse(String(links[0]?.state)).good).toMatchObject({ at: NOW, roster: 2, eligible: 1, forj_group_id: '700' });
	});

	it('a run that is not good keeps the last good one', () => {
		const plan = planOf({ roster: [person('a')], novi: { complete: false }, link: { state: goodState(7) } });
		const { links } = summarize(plan, outcomesOf(plan));
		expect(JSON.parse(String(links[0]?.state)).good).toMatchObject({ roster: 7, eligible: 7 });
	});
});

describe('clearing superseded rows of novi_forj_people', () => {
	const superseded = (count: number) => Array.from({ length: count }, (_, index): Row => ({ ...writePerson(memory('a', 'old'), after(-1000 - index)), id: index }));
	const live = [memory('a', '1'), memory('z', '26', {}, {})].map((one, index): Row => ({ ...writePerson(one, after(-10)), id: 100 + index }));
	const run = (count: number) => {
		const plan = planOf({ roster: [person('a', { login: 'new@login.example' })], members: [member('1', 'a')], rows: [...superseded(count), ...live] });
		return summarize(plan, outcomesOf(plan));
	};

	it('waits while they do not outnumber the live ones', () => {
		expect(run(2)).toMatchObject({ stalePeople: [], people: [{ novi_id: 'a' }] });
	});

	it('writes all newest rows again with one stamp, then deletes what is older', () => {
		const { people, stalePeople } = run(3);
		expect(people).toEqual([
			expect.objectContaining({ novi_id: 'a', forj_user_id: '1', email: 'new@login.example', updated_at: NOW }),
			expect.objectContaining({ novi_id: 'z', forj_user_id: '26', updated_at: NOW }),
		]);
		expect(stalePeople).toEqual([{ older_than: NOW }]);
	});

	it('loses nobody who is in no group now', () => {
		const back = readRemembered(run(3).people);
		expect([...back.people.keys()].sort()).toEqual(['a', 'z']);
	});

	it('happens once in a run of several links', () => {
		const second = linkRow({ link_id: 'club', forj_group_id: '800' });
		const plans = planRun({ ...runInput({}), remembered: readRemembered([linkRow(), second, ...superseded(3), ...live]) });
		const { people, stalePeople } = summarizeRun(plans, [], { runId: 'r', startedAt: NOW, finishedAt: NOW, dryRun: false });
		expect([people.length, stalePeople.length]).toEqual([2, 1]);
	});
});

describe('one person in two links', () => {
	it('has one row, and what each link teaches is kept apart', () => {
		const people = [memory('a', '1', { state: { club: { groupId: '800', member: true } } })];
		const plan = planOf({ roster: [person('a')], members: [member('1', 'a')], people });
		expect(JSON.parse(String(summarize(plan, outcomesOf(plan)).remembered('a')?.state))).toEqual({ board: { group_id: '700', member: true }, club: { group_id: '800', member: true } });
	});
});

describe('pairs and baselines outlive absence', () => {
	it('who left both groups and comes back with another e-mail is the same person', () => {
		const run = world({ roster: [person('a')], members: [member('1', 'a')] });
		run();
		run({ roster: [], members: [] }, MINUTE);
		const { plan } = run({ roster: [person('a', { login: 'new@login.example' })], members: [] }, 2 * MINUTE);
		expect(personIn(plan, 'a').write).toEqual({ add: { userId: '1', email: 'new@login.example', fields: {} } });
		expect(decisions(plan)).toEqual({ 'novi:a': 'add' });
	});
});
