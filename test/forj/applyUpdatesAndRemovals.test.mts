import { FakeForj, failure, timeout } from './fakeForj.mjs';
import { adding, apply, left, planOf, removing, updating } from './builders.mjs';
import type { PersonStatus } from '../../nodes/core/types';

const GROUP = '7';
const START = Date.parse('2026-11-01T09:00:00Z');
const withAnn = () => new FakeForj().user('1', 'ann@association.example', { first_name: 'Ann', job_title: 'Clerk' }, [GROUP]);

describe('updates', () => {
	test('send only what changed, and take the values from the answer', async () => {
		const forj = withAnn();
		const { outcome } = await apply(forj, [updating('ann', '1', { job_title: 'Chair' })]);
		expect(outcome('ann')).toEqual({ key: 'ann', kind: 'updated', forjUserId: '1', reason: '', confirmed: true, readBack: { job_title: 'Chair' } });
		expect(forj.log).toEqual(['updateUser ["1",{"job_title":"Chair"}]']);
	});

	test('are read back when the answer shows nothing', async () => {
		const forj = withAnn();
		forj.answers = 'nothing';
		const { outcome } = await apply(forj, [updating('ann', '1', { first_name: 'Anna' })]);
		expect(outcome('ann')).toMatchObject({ kind: 'updated', confirmed: true, readBack: { first_name: 'Anna' } });
		expect(forj.count('getMember')).toBe(1);
	});

	test('a value that reads back different is told, with what Forj shows', async () => {
		const forj = withAnn();
		forj.readOnlyFields.add('job_title');
		const { outcome } = await apply(forj, [updating('ann', '1', { job_title: 'Chair', first_name: 'Anna' })]);
		expect(outcome('ann')).toMatchObject({ kind: 'updated', confirmed: false, readBack: { job_title: 'Clerk', first_name: 'Anna' } });
		expect(outcome('ann')!.reason).toContain('job_title');
		expect(outcome('ann')!.reason).not.toContain('first_name');
	});

	test('clearing a value is confirmed when Forj no longer shows it', async () => {
		const forj = withAnn();
		const { outcome } = await apply(forj, [updating('ann', '1', { job_title: '' })]);
		expect(outcome('ann')).toMatchObject({ kind: 'updated', confirmed: true });
	});

	test('the same values for the same user in two links are one call', async () => {
		const forj = withAnn();
		forj.group('8').set('1', {});
		const plans = [planOf([updating('ann', '1', { a: 1, b: 2 })]), planOf([updating('ann', '1', { b: 2, a: 1 })], { linkId: 'x', forjGroup: { id: '8', name: 'X' } })];
		const { results } = await apply(forj, plans);
		expect(results.map((r) => r.outcomes[0].kind)).toEqual(['updated', 'updated']);
		expect(forj.count('updateUser')).toBe(1);
		expect(results.map((r) => r.calls)).toEqual([1, 0]);
	});

	test.each<[string, boolean, number]>([
		['arrived: it is done', true, 1],
		['did not arrive: it is repeated once', false, 2],
	])('a time-out after which the write %s', async (_name, afterwards, calls) => {
		const forj = withAnn().fault({ method: 'updateUser', error: timeout(), afterwards });
		const { outcome } = await apply(forj, [updating('ann', '1', { job_title: 'Chair' })]);
		expect(outcome('ann')).toMatchObject({ kind: 'updated', confirmed: true });
		expect(forj.count('updateUser')).toBe(calls);
	});

	test('a write that may not have arrived, and one silent answer, are no refusal of a value: the next run sends it again', async () => {
		const forj = withAnn().fault({ method: 'updateUser', error: timeout() });
		forj.answers = 'nothing';
		forj.readOnlyFields.add('job_title');
		const { outcome } = await apply(forj, [updating('ann', '1', { job_title: 'Chair' })]);
		expect(outcome('ann')).toMatchObject({ kind: 'failed' });
		expect(outcome('ann')!.readBack).toBeUndefined();
		expect(forj.count('updateUser')).toBe(2);
	});

	test('two silent answers that changed nothing are a refusal of the value', async () => {
		const forj = withAnn();
		forj.answers = 'nothing';
		forj.readOnlyFields.add('job_title');
		const { outcome } = await apply(forj, [updating('ann', '1', { job_title: 'Chair' })]);
		expect(outcome('ann')).toMatchObject({ kind: 'updated', confirmed: false, readBack: { job_title: 'Clerk' } });
		expect(forj.count('updateUser')).toBe(2);
	});

	test.each(['may not have arrived', 'was answered silently'])('a write that %s, in a run that is stopped then, is no refusal of a value', async (what) => {
		const forj = withAnn();
		forj.answers = 'nothing';
		forj.readOnlyFields.add('job_title');
		if (what === 'may not have arrived') forj.fault({ method: 'updateUser', error: timeout() });
		const stop = new AbortController();
		const read = forj.getMember.bind(forj);
		forj.getMember = async (...args) => {
			stop.abort();
			return await read(...args);
		};
		const { outcome } = await apply(forj, [updating('ann', '1', { job_title: 'Chair' })], { signal: stop.signal });
		expect(outcome('ann')).toMatchObject({ confirmed: false });
		expect(outcome('ann')!.readBack).toBeUndefined();
		expect(forj.count('updateUser')).toBe(1);
	});

	test('a refusal says what Forj said', async () => {
		const forj = withAnn().fault({ method: 'updateUser', error: failure('rejected', 422, 'answered', 'job_title is too long') });
		const { outcome } = await apply(forj, [updating('ann', '1', { job_title: 'x' })]);
		expect(outcome('ann')).toMatchObject({ kind: 'failed' });
		expect(outcome('ann')!.reason).toContain('job_title is too long');
	});
});

describe('removals', () => {
	test('are confirmed by reading the member back', async () => {
		const forj = withAnn();
		const { outcome } = await apply(forj, [removing('ann', '1')]);
		expect(outcome('ann')).toMatchObject({ kind: 'removed', confirmed: true, forjUserId: '1' });
		expect(forj.emails(GROUP)).toEqual([]);
	});

	test.each<[string, boolean | undefined, string]>([
		['a manager is protected', true, 'protected'],
		['nobody knows whether it is a manager: unknown', undefined, 'unknown'],
		['no manager: removed', false, 'removed'],
	])('asked right before: %s', async (_name, manager, kind) => {
		const forj = new FakeForj().user('1', 'ann@association.example', {}, [GROUP], { manager });
		const { kinds } = await apply(forj, [removing('ann', '1', true)]);
		expect(kinds.ann).toBe(kind);
		expect(forj.count('removeMember')).toBe(kind === 'removed' ? 1 : 0);
	});

	test('asked right before: a read that fails leaves the person alone', async () => {
		const forj = withAnn().fault({ method: 'getMember', error: failure('unavailable', 503) });
		const { kinds } = await apply(forj, [removing('ann', '1', true)]);
		expect(kinds.ann).toBe('unknown');
		expect(forj.count('removeMember')).toBe(0);
	});

	test('a 404 counts as removed only when the member list lacks the person', async () => {
		const forj = withAnn().fault({ method: 'removeMember', when: '"1"', error: failure('not_found', 404) });
		const { kinds } = await apply(forj, [removing('ann', '1'), removing('gone', '2')]);
		expect(kinds).toEqual({ ann: 'failed', gone: 'removed' });
		expect(forj.count('listMembers')).toBe(1);
	});

	test('a 404 proves nothing when the list cannot be read to its end', async () => {
		const forj = new FakeForj();
		forj.listComplete = false;
		const { kinds } = await apply(forj, [removing('gone', '2')]);
		expect(kinds.gone).toBe('failed');
	});

	test.each<[string, boolean, number]>([
		['arrived: it is done', true, 1],
		['did not arrive: it is repeated once', false, 2],
	])('a time-out after which the removal %s', async (_name, afterwards, calls) => {
		const forj = withAnn().fault({ method: 'removeMember', error: timeout(), afterwards });
		const { kinds } = await apply(forj, [removing('ann', '1')]);
		expect(kinds.ann).toBe('removed');
		expect(forj.count('removeMember')).toBe(calls);
	});

	test('a success that changed nothing is not believed', async () => {
		const forj = withAnn();
		forj.removeMember = async () => undefined;
		const { kinds, outcome } = await apply(forj, [removing('ann', '1')]);
		expect(kinds.ann).toBe('failed');
		expect(outcome('ann')!.reason).toContain('still lists');
	});

	test('a member whom Forj still shows is not removed, also when the list breaks off', async () => {
		const forj = withAnn();
		forj.removeMember = async () => undefined;
		forj.listMembers = async () => ({ members: [], complete: false });
		const { kinds, outcome } = await apply(forj, [removing('ann', '1')]);
		expect(kinds.ann).toBe('failed');
		expect(outcome('ann')!.reason).toContain('still lists');
	});

	test('an accepted removal that nothing contradicts counts, though it could not be confirmed', async () => {
		const forj = withAnn().fault({ method: 'getMember', error: failure('unavailable', 503) });
		forj.listMembers = async () => ({ members: [], complete: false });
		const { outcome } = await apply(forj, [removing('ann', '1')]);
		expect(outcome('ann')).toMatchObject({ kind: 'removed', confirmed: false });
	});

	test('a removal that was sent when the run stopped may have been done: failed, never "not attempted"', async () => {
		const forj = withAnn().fault({ method: 'removeMember', error: failure('cancelled', undefined, 'maybe'), afterwards: true });
		const { outcome, results } = await apply(forj, [removing('ann', '1')]);
		expect(outcome('ann')).toMatchObject({ kind: 'failed', forjUserId: '1' });
		expect(outcome('ann')!.reason).toContain('not known whether Forj removed');
		expect(results[0].stopped?.kind).toBe('cancelled');
	});

	test('a removal that was not sent when the run stopped is not attempted', async () => {
		const forj = withAnn().fault({ method: 'removeMember', error: failure('cancelled', undefined, 'not_sent') });
		const { kinds } = await apply(forj, [removing('ann', '1')]);
		expect(kinds.ann).toBe('not_attempted');
	});

	test('as an AI tool nobody is removed', async () => {
		const forj = withAnn();
		const { kinds } = await apply(forj, [adding('bob'), removing('ann', '1')], { removalsAllowed: false });
		expect(kinds).toEqual({ bob: 'added', ann: 'not_attempted' });
		expect(forj.count('removeMember')).toBe(0);
	});
});

describe('held people of whom it is not known whether they are managers', () => {
	const held = (count: number, status: PersonStatus = 'Removal held') =>
		Array.from({ length: count }, (_, i) => {
			const person = removing(`${status}${i}`, `${status[0]}${i}`, true);
			const { noviId, forjUserId, name, email } = person;
			return { ...person, decision: 'hold' as const, shownBefore: { noviId, forjUserId, name, email, status, action: 'none' as const, reason: '', since: '' } };
		});
	const community = (people: Array<{ forjUserId: string }>) =>
		people.reduce((forj, { forjUserId }) => forj.user(forjUserId, `${forjUserId}@association.example`, {}, [GROUP], { manager: true }), new FakeForj());

	test('are all asked in the course of some runs, 50 a run', async () => {
		const people = held(120);
		const asked = new Set<string>();
		for (const start of [0, 0.4, 0.8]) {
			const random = jest.spyOn(Math, 'random').mockReturnValue(start);
			const forj = community(people);
			await apply(forj, people);
			random.mockRestore();
			expect(forj.count('getMember')).toBe(50);
			forj.log.forEach((line) => asked.add(line));
		}
		expect(asked.size).toBe(120);
	});

	test('are always asked when they were managers in the last run', async () => {
		const managers = held(3, 'Protected');
		const people = [...held(120), ...managers];
		const { kinds } = await apply(community(people), people);
		expect(managers.map(({ key }) => kinds[key])).toEqual(['protected', 'protected', 'protected']);
		expect(Object.keys(kinds)).toHaveLength(50);
	});
});

describe('one link', () => {
	test('adds first, then updates, removals last, whatever the order of the plan', async () => {
		const forj = withAnn().user('2', 'zoe@association.example', {}, [GROUP]);
		await apply(forj, [removing('zoe', '2'), updating('ann', '1', { job_title: 'Chair' }), adding('bob')]);
		const writes = forj.log.map((line) => line.split(' ')[0]).filter((m) => /add|update|remove/.test(m));
		expect(writes).toEqual(['addMember', 'updateUser', 'removeMember']);
	});

	test('gives exactly one outcome to everybody who is written, in the order of the plan, and none to the others', async () => {
		const forj = withAnn();
		const { results } = await apply(forj, [left('held', 'hold'), updating('ann', '1', { job_title: 'Chair' }), left('fine'), adding('bob')]);
		expect(results[0].outcomes.map((o) => o.key)).toEqual(['ann', 'bob']);
		expect(results[0].calls).toBe(forj.calls);
	});

	test.each([
		['a dry run', { dryRun: true }, {}, 'Dry run'],
		['a link that may not be written', {}, { writable: false }, 'Nothing was written'],
	])('%s makes no call, and everybody is not attempted', async (_name, options, rest, reason) => {
		const forj = withAnn();
		const { results, outcome } = await apply(forj, planOf([adding('bob'), removing('ann', '1')], rest), options);
		expect(results[0].outcomes.map((o) => o.kind)).toEqual(['not_attempted', 'not_attempted']);
		expect(outcome('bob')!.reason).toContain(reason);
		expect(results[0].stopped).toBeUndefined();
		expect(forj.calls).toBe(0);
	});
});

describe('what stops everything', () => {
	const plans = () => [
		planOf([adding('ann'), removing('old', '5')]),
		planOf([adding('bob')], { linkId: 'second', forjGroup: { id: '8', name: 'Second' } }),
	];

	test('a refused key (401)', async () => {
		const forj = new FakeForj().user('5', 'old@association.example', {}, [GROUP]).fault({ method: 'addMember', error: failure('auth', 401), times: 9 });
		const { results } = await apply(forj, plans());
		expect(results.flatMap((r) => r.outcomes.map((o) => o.kind))).toEqual(['not_attempted', 'not_attempted', 'not_attempted']);
		expect(results.map((r) => r.stopped?.kind)).toEqual(['auth', 'auth']);
		expect(forj.calls).toBe(1);
	});

	test('a 403 after which the groups list is refused, too', async () => {
		const forj = new FakeForj()
			.fault({ method: 'addMember', error: failure('forbidden', 403), times: 9 })
			.fault({ method: 'mayListGroups', error: failure('forbidden', 403) });
		const { results } = await apply(forj, plans());
		expect(results.map((r) => r.stopped?.kind)).toEqual(['auth', 'auth']);
		expect(forj.count('addMember')).toBe(1);
	});

	test('not a 403 while the groups list still answers: that is one person only', async () => {
		const forj = new FakeForj().fault({ method: 'addMember', when: 'ann@', error: failure('forbidden', 403) });
		const { results } = await apply(forj, [planOf([adding('ann'), adding('bob')])]);
		expect(results[0].outcomes.map((o) => o.kind)).toEqual(['failed', 'added']);
		expect(results[0].stopped).toBeUndefined();
	});

	test('rights that are withdrawn after a first, harmless 403', async () => {
		const forj = new FakeForj().fault({ method: 'updateUser', error: failure('forbidden', 403), times: 9 });
		forj.mayListGroups = async () => forj.count('updateUser') < 5;
		const people = Array.from({ length: 9 }, (_, i) => updating(`p${i}`, String(i), { a: i }));
		const { kinds, results } = await apply(forj, people);
		expect(kinds.p0).toBe('failed');
		expect(kinds.p8).toBe('not_attempted');
		expect(results[0].stopped?.kind).toBe('auth');
	});

	test('the deadline: no write starts at or after it', async () => {
		const forj = new FakeForj();
		const { results } = await apply(forj, plans(), { deadline: START });
		expect(results.map((r) => r.stopped?.kind)).toEqual(['deadline', 'deadline']);
		expect(forj.calls).toBe(0);
	});

	test('a stopped execution: what has begun ends, nothing new starts', async () => {
		const controller = new AbortController();
		const forj = new FakeForj();
		const people = Array.from({ length: 12 }, (_, i) => adding(`p${i}`));
		const add = forj.addMember.bind(forj);
		forj.addMember = async (...args) => {
			if (forj.count('addMember') === 5) controller.abort();
			return await add(...args);
		};
		const { results, kinds } = await apply(forj, people, { signal: controller.signal });
		expect(results[0].outcomes).toHaveLength(12);
		expect(Object.values(kinds)).toContain('added');
		expect(Object.values(kinds)).toContain('not_attempted');
		expect(forj.count('addMember')).toBeLessThan(12);
		expect(results[0].stopped?.kind).toBe('cancelled');
	});

	test('a fault of this package stops its own link only', async () => {
		const forj = new FakeForj().fault({ method: 'listMembers', error: new TypeError('x is not a function') });
		forj.answers = 'nothing';
		const { results } = await apply(forj, plans());
		expect(results[0].stopped?.kind).toBe('failure');
		expect(results[0].outcomes).toHaveLength(2);
		expect(results[1].outcomes[0].kind).toBe('added');
	});
});
