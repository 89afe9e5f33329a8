import { FakeForj, failure, timeout } from './fakeForj.mjs';
import { adding, apply, planOf, removing } from './builders.mjs';

const GROUP = '7';
const many = (count: number) => Array.from({ length: count }, (_, i) => adding(`p${i}`));

describe('single adds', () => {
	test('create the user, read it back and name its id', async () => {
		const forj = new FakeForj();
		const { outcome } = await apply(forj, [adding('ann', { company_name: 'Acme' })]);
		expect(outcome('ann')).toEqual({ key: 'ann', kind: 'added', forjUserId: '9000', reason: '', confirmed: true, readBack: { first_name: 'Ann', last_name: 'Novak', company_name: 'Acme' } });
		expect(forj.emails(GROUP)).toEqual(['ann@association.example']);
		expect(forj.users.get('9000')!.fields).toEqual({ first_name: 'Ann', last_name: 'Novak', company_name: 'Acme' });
		expect(forj.log.map((line) => line.split(' ')[0])).toEqual(['addMember', 'getMember']);
	});

	test('run at most four at a time', async () => {
		const forj = new FakeForj();
		const { kinds } = await apply(forj, many(20));
		expect(new Set(Object.values(kinds))).toEqual(new Set(['added']));
		expect(forj.maxInFlight).toBe(4);
		expect(forj.count('startImport')).toBe(0);
	});

	test('by a remembered id send the id only, and write the profile that differs', async () => {
		const forj = new FakeForj().user('5', 'old@association.example', { first_name: 'Ann', last_name: 'Old', company_name: 'Acme' });
		const { outcome } = await apply(forj, [adding('ann', { company_name: 'Acme' }, '5')]);
		expect(outcome('ann')).toMatchObject({ kind: 'added', forjUserId: '5', confirmed: true, readBack: { last_name: 'Novak', company_name: 'Acme' } });
		expect(forj.log[0]).toBe('addMember ["7",{"user_id":"5"}]');
		expect(forj.log.filter((line) => line.startsWith('updateUser'))).toEqual(['updateUser ["5",{"last_name":"Novak"}]']);
		expect(forj.users.get('5')!.email).toBe('old@association.example');
	});

	test('a remembered user that Forj no longer knows is added by e-mail, and the reason says so', async () => {
		const forj = new FakeForj();
		const { outcome } = await apply(forj, [adding('ann', {}, '5')]);
		expect(outcome('ann')).toMatchObject({ kind: 'added', forjUserId: '9000', confirmed: true });
		expect(outcome('ann')!.reason).toContain('no longer knows the remembered account 5');
	});

	test('a remembered user whom Forj knows but refuses is never added by e-mail: that would make a second account', async () => {
		const forj = new FakeForj().user('5', 'old@association.example').fault({ method: 'addMember', error: failure('rejected', 422, 'answered', 'blocked'), times: 9 });
		const { outcome } = await apply(forj, [adding('ann', {}, '5')]);
		expect(outcome('ann')).toMatchObject({ kind: 'failed' });
		expect(outcome('ann')!.reason).toContain('blocked');
		expect(forj.log.join()).not.toContain('ann@association.example');
	});

	test.each<[string, Error]>([
		['500', failure('unavailable', 500)],
		['403', failure('forbidden', 403)],
		['405', failure('rejected', 405)],
		['a time-out', timeout()],
	])('a remembered user of whom Forj does not say whether it exists (%s) is not added by e-mail', async (_what, error) => {
		for (const status of [400, 404, 422]) {
			const forj = new FakeForj().user('5', 'old@association.example').fault({ method: 'getUser', error });
			forj.fault({ method: 'addMember', when: 'user_id', error: failure(status === 404 ? 'not_found' : 'rejected', status), times: 9 });
			const { outcome } = await apply(forj, [adding('ann', {}, '5')]);
			expect(outcome('ann')).toMatchObject({ kind: 'failed', forjUserId: '5' });
			expect(outcome('ann')!.reason).toContain(error.message);
			expect([forj.count('addMember'), forj.users.size]).toEqual([1, 1]);
		}
	});

	test('a remembered user of whom the key may not be asked any more is not attempted', async () => {
		const forj = new FakeForj().fault({ method: 'getUser', error: failure('auth', 401) });
		const { outcome, results } = await apply(forj, [adding('ann', {}, '5')]);
		expect(outcome('ann')).toMatchObject({ kind: 'not_attempted' });
		expect(results[0].stopped?.kind).toBe('auth');
	});

	test.each([400, 409, 422])('a %i for somebody who is a member already is a success', async (status) => {
		const forj = new FakeForj().user('5', 'Ann@Association.example ', {}, [GROUP]).fault({ method: 'addMember', error: failure('rejected', status) });
		const { outcome } = await apply(forj, [adding('ann')]);
		expect(outcome('ann')).toMatchObject({ kind: 'unchanged', forjUserId: '5', confirmed: true });
	});

	test('a time-out after which the person is a member counts as added, and is not repeated', async () => {
		const forj = new FakeForj().fault({ method: 'addMember', error: timeout(), afterwards: true });
		const { outcome } = await apply(forj, [adding('ann')]);
		expect(outcome('ann')).toMatchObject({ kind: 'added', forjUserId: '9000', confirmed: true });
		expect(forj.count('addMember')).toBe(1);
		expect(forj.count('listMembers')).toBe(1);
	});

	test('a time-out after which the person is no member is repeated once', async () => {
		const forj = new FakeForj().fault({ method: 'addMember', error: timeout() });
		const { outcome } = await apply(forj, [adding('ann')]);
		expect(outcome('ann')).toMatchObject({ kind: 'added', confirmed: true });
		expect(forj.count('addMember')).toBe(2);
	});

	test('an unknown end that stays unknown is reported, after one repetition', async () => {
		const forj = new FakeForj().fault({ method: 'addMember', error: failure('unavailable', 500), times: 9 });
		const { outcome } = await apply(forj, [adding('ann')]);
		expect(outcome('ann')).toMatchObject({ kind: 'failed', confirmed: false });
		expect(forj.count('addMember')).toBe(2);
		expect(forj.count('listMembers')).toBe(2);
	});

	test('answers that name nobody are settled by one read of the member list', async () => {
		const forj = new FakeForj();
		forj.answers = 'nothing';
		const { kinds } = await apply(forj, many(10));
		expect(new Set(Object.values(kinds))).toEqual(new Set(['added']));
		expect(forj.count('listMembers')).toBe(1);
		expect(forj.count('getMember')).toBe(0);
	});

	test('a bare id that is not a user of the group is not believed', async () => {
		const forj = new FakeForj().user('77', 'zoe@association.example', { first_name: 'Zoe' }, [GROUP]);
		forj.addMember = async function (groupId, body) {
			await FakeForj.prototype.addMember.call(this, groupId, body);
			return { id: '77', sure: false };
		};
		const { outcome } = await apply(forj, [adding('ann')]);
		expect(outcome('ann')).toMatchObject({ kind: 'added', forjUserId: '9000', confirmed: true });
	});

	test("a login that is a secondary address becomes the other account's pair by the answer", async () => {
		const forj = new FakeForj().user('5', 'private@home.example');
		forj.users.get('5')!.secondary = ['ann@association.example'];
		const { outcome } = await apply(forj, [adding('ann')]);
		expect(outcome('ann')).toMatchObject({ kind: 'added', forjUserId: '5', confirmed: true });
	});

	test('somebody who stays pending is reported with what to do', async () => {
		const forj = new FakeForj();
		forj.getMember = async () => ({ id: '9000', email: 'ann@association.example', name: 'Ann', status: 'pending', fields: {}, hasProfile: true });
		const { outcome } = await apply(forj, [adding('ann')]);
		expect(outcome('ann')).toMatchObject({ kind: 'failed', forjUserId: '9000' });
		expect(outcome('ann')!.reason).toContain('waiting for approval');
	});

	test("one person's refusal does not stop the others", async () => {
		const forj = new FakeForj().fault({ method: 'addMember', when: 'bob@', error: failure('rejected', 451, 'answered', 'not allowed here') });
		const { kinds, outcome } = await apply(forj, [adding('ann'), adding('bob'), adding('cy')]);
		expect(kinds).toEqual({ ann: 'added', bob: 'failed', cy: 'added' });
		expect(outcome('bob')!.reason).toContain('not allowed here');
	});
});

describe('bulk adds', () => {
	test('start above 20 people', async () => {
		const forj = new FakeForj();
		const { kinds, outcome, clock } = await apply(forj, many(21));
		expect(new Set(Object.values(kinds))).toEqual(new Set(['added']));
		expect([forj.count('startImport'), forj.count('addMember'), forj.count('listMembers')]).toEqual([1, 0, 1]);
		expect(outcome('p0')).toMatchObject({ jobId: '700', confirmed: true });
		expect(clock.slept).toEqual([20, 30, 45]);
	});

	test('hold at most 1,000 people per job, one job after the other', async () => {
		const forj = new FakeForj();
		const { results } = await apply(forj, many(2001));
		expect(results[0].outcomes.filter((o) => o.kind === 'added')).toHaveLength(2001);
		expect(forj.count('startImport')).toBe(3);
		const starts = forj.log.flatMap((line, i) => (line.startsWith('startImport') ? [i] : []));
		const ends = forj.log.flatMap((line, i) => (line.startsWith('getImportJob') ? [i] : []));
		expect(ends.filter((i) => i > starts[0] && i < starts[1])).toHaveLength(3);
	});

	test.each([400, 403, 404, 405, 415, 422, 501])('that answer %i fall back to single calls, with a note', async (status) => {
		const kind = status === 404 ? 'not_found' : status === 403 ? 'forbidden' : status === 501 ? 'unavailable' : 'rejected';
		const forj = new FakeForj().fault({ method: 'startImport', error: failure(kind, status), times: 9 });
		const { kinds, results } = await apply(forj, many(25));
		expect(new Set(Object.values(kinds))).toEqual(new Set(['added']));
		expect([forj.count('startImport'), forj.count('addMember')]).toEqual([1, 25]);
		expect(results[0].notes[0]).toContain(`(${status})`);
	});

	test.each([409, 429])('wait when another job runs (%i)', async (status) => {
		const forj = new FakeForj().fault({ method: 'startImport', error: failure(status === 429 ? 'rate_limited' : 'rejected', status), times: 3 });
		const { kinds, clock } = await apply(forj, many(21));
		expect(new Set(Object.values(kinds))).toEqual(new Set(['added']));
		expect(clock.slept.slice(0, 3)).toEqual([2000, 3000, 4500]);
	});

	test('give up when another job runs until the deadline', async () => {
		const forj = new FakeForj().fault({ method: 'startImport', error: failure('rejected', 409), times: 999 });
		const start = Date.parse('2026-11-01T09:00:00Z');
		const { kinds, results, clock } = await apply(forj, many(21), { deadline: start + 60_000 });
		expect(new Set(Object.values(kinds))).toEqual(new Set(['not_attempted']));
		expect(results[0].stopped?.kind).toBe('deadline');
		expect(clock.time).toBe(start + 60_000);
	});

	test('wait at most a minute for another job, so that no link blocks the others', async () => {
		const forj = new FakeForj().fault({ method: 'startImport', error: failure('rejected', 409), times: 999 });
		const plans = [planOf(many(21)), planOf(many(30), { linkId: 'second', forjGroup: { id: '8', name: 'Second' } }), planOf([adding('zoe')], { linkId: 'third' })];
		const { results, clock } = await apply(forj, plans);
		expect(new Set([...results[0].outcomes, ...results[1].outcomes].map(({ kind }) => kind))).toEqual(new Set(['not_attempted']));
		expect(results[0].outcomes[0].reason).toContain('Another import was running');
		expect(results[0].stopped).toBeUndefined();
		expect(results[2].outcomes[0].kind).toBe('added');
		expect(clock.slept.reduce((sum, ms) => sum + ms, 0)).toBe(60_000);
	});

	test('of few people do not wait longer for another job: they are added singly', async () => {
		const forj = new FakeForj().fault({ method: 'startImport', error: failure('rejected', 409), times: 999 });
		const { kinds } = await apply(forj, many(20), { bulkAbove: 0 });
		expect(new Set(Object.values(kinds))).toEqual(new Set(['added']));
		expect(forj.count('addMember')).toBe(20);
	});

	test('that still run at the deadline are told as such, and nothing is written any more', async () => {
		const forj = new FakeForj().user('1', 'zoe@association.example', {}, [GROUP]);
		forj.jobStates = ['processing'];
		const start = Date.parse('2026-11-01T09:00:00Z');
		const { kinds, outcome, results } = await apply(forj, [...many(21), removing('zoe', '1')], { deadline: start + 30_000 });
		expect(kinds.p0).toBe('not_attempted');
		expect(outcome('p0')!.reason).toContain('import 700');
		expect(kinds.zoe).not.toBe('removed');
		expect(results[0].stopped?.kind).toBe('deadline');
		expect(forj.count('addMember')).toBe(0);
	});

	test('a failed job: who is in the list was added, the few others are added singly', async () => {
		const forj = new FakeForj().user('5', 'p3@association.example', {}, [GROUP]);
		forj.jobStates = ['failed'];
		for (let i = 0; i < 15; i++) forj.user(String(100 + i), `p${i + 10}@association.example`, {}, [GROUP]);
		const { kinds } = await apply(forj, many(30));
		expect(new Set(Object.values(kinds))).toEqual(new Set(['added']));
		expect(forj.count('addMember')).toBe(14);
	});

	test('a failed job with many missing people: one bad row keeps nobody else out', async () => {
		const forj = new FakeForj().fault({ method: 'addMember', when: 'p0@', error: failure('rejected', 451, 'answered', 'not allowed here') });
		forj.jobStates = ['failed'];
		const { kinds, outcome, results } = await apply(forj, many(60));
		expect(Object.values(kinds).filter((kind) => kind === 'added')).toHaveLength(59);
		expect(outcome('p0')).toMatchObject({ kind: 'failed', jobId: '700' });
		expect(outcome('p0')!.reason).toContain('not allowed here');
		expect(results[0].notes[0]).toContain('the file could not be read');
	});

	test('a failed job, and the first 20 are refused as well: the others are not attempted, with what Forj said', async () => {
		const forj = new FakeForj().fault({ method: 'addMember', error: failure('rejected', 451), times: 999 });
		forj.jobStates = ['failed'];
		const { outcome, kinds } = await apply(forj, many(60));
		expect(forj.count('addMember')).toBe(20);
		expect(Object.values(kinds).filter((kind) => kind === 'failed')).toHaveLength(20);
		expect(Object.values(kinds).filter((kind) => kind === 'not_attempted')).toHaveLength(40);
		expect(outcome('p59')!.reason).toMatch(/first 20 .*the file could not be read.* next run/);
	});

	test('a failed job: after a run in which the first 20 were refused, others are tried first', async () => {
		const forj = new FakeForj().fault({ method: 'addMember', error: failure('rejected', 451), times: 999 });
		forj.jobStates = ['failed'];
		const people = many(40).map((person, i) => ({ ...person, failedRuns: i < 20 ? 1 : 0 }));
		const { kinds } = await apply(forj, people);
		expect([kinds.p0, kinds.p19, kinds.p20, kinds.p39]).toEqual(['not_attempted', 'not_attempted', 'failed', 'failed']);
	});

	test('a failed job does not keep back people of a job that was completed', async () => {
		const forj = new FakeForj().fault({ method: 'addMember', when: '"first_name":"P', error: failure('rejected', 451), times: 999 });
		const skipped = 1_005;
		forj.importSkips = new Set([`p${skipped}@association.example`]);
		const jobStates = [['failed'], ['completed']];
		const start = forj.startImport.bind(forj);
		forj.startImport = async (...args) => {
			forj.jobStates = jobStates.shift()!;
			return await start(...args);
		};
		const people = many(1_030);
		people[skipped].write!.add!.fields.first_name = 'Zoe';
		const { kinds } = await apply(forj, people);
		expect([kinds.p0, kinds.p999, kinds.p1000, kinds[`p${skipped}`]]).toEqual(['failed', 'not_attempted', 'added', 'added']);
	});

	test('people whom a completed job left out are added singly', async () => {
		const forj = new FakeForj();
		forj.importSkips = new Set(['p4@association.example']);
		const { kinds } = await apply(forj, many(21));
		expect(kinds.p4).toBe('added');
		expect(forj.count('addMember')).toBe(1);
	});

	test('a job that Forj does not show is followed in the member list', async () => {
		const forj = new FakeForj().fault({ method: 'getImportJob', error: failure('not_found', 404), times: 99 });
		forj.jobStates = [];
		const { kinds, results } = await apply(forj, many(21));
		expect(new Set(Object.values(kinds))).toEqual(new Set(['added']));
		expect(results[0].notes[0]).toContain('import 700');
		expect(forj.count('addMember')).toBe(0);
	});

	test('an import without a clear answer is read back, and what is missing is added singly', async () => {
		const forj = new FakeForj().fault({ method: 'startImport', error: timeout() });
		const { kinds } = await apply(forj, many(21));
		expect(new Set(Object.values(kinds))).toEqual(new Set(['added']));
		expect([forj.count('startImport'), forj.count('addMember')]).toEqual([1, 21]);
	});

	test('send remembered accounts by id, and write the profile that differs', async () => {
		const forj = new FakeForj().user('5', 'old@association.example', { first_name: 'Ann', last_name: 'Old' });
		const { outcome } = await apply(forj, [adding('ann', {}, '5'), ...many(20)]);
		expect(outcome('ann')).toMatchObject({ kind: 'added', forjUserId: '5', jobId: '700' });
		expect(forj.users.get('5')!.fields.last_name).toBe('Novak');
	});
});

describe('accounts that no e-mail explains', () => {
	const secondary = () => {
		const forj = new FakeForj().user('5', 'private@home.example', {}, [GROUP]);
		forj.users.get('5')!.secondary = ['p0@association.example'];
		return forj;
	};

	test('are paired by the profile just sent when it fits one person and one account', async () => {
		const forj = secondary();
		const { outcome, kinds } = await apply(forj, [...many(21), removing('stranger', '5')]);
		expect(outcome('p0')).toMatchObject({ kind: 'unchanged', forjUserId: '5' });
		expect(kinds.stranger).toBe('protected');
		expect(outcome('stranger')!.reason).toContain("p0's account");
		expect([forj.count('addMember'), forj.count('removeMember')]).toEqual([0, 0]);
	});

	test('are settled by one single add when two people have the same profile', async () => {
		const forj = secondary().user('6', 'twin@home.example');
		forj.users.get('6')!.secondary = ['p1@association.example'];
		const people = many(21);
		people[1].write!.add!.fields = { ...people[0].write!.add!.fields };
		const { outcome } = await apply(forj, people);
		expect(outcome('p0')).toMatchObject({ kind: 'added', forjUserId: '5' });
		expect(outcome('p1')).toMatchObject({ kind: 'added', forjUserId: '6' });
		expect(forj.count('addMember')).toBe(2);
	});

	test('are settled by one single add when the import names no ids', async () => {
		const forj = secondary();
		forj.importNamesIds = false;
		const { outcome, kinds } = await apply(forj, [...many(21), removing('stranger', '5')]);
		expect(outcome('p0')).toMatchObject({ kind: 'unchanged', forjUserId: '5' });
		expect(kinds.stranger).toBe('protected');
	});

	test('are protected and reported when the single add fails, too', async () => {
		const forj = secondary().fault({ method: 'addMember', error: failure('rejected', 451), times: 9 });
		const people = many(21);
		people[0].write!.add!.fields = {};
		const { outcome, kinds, results } = await apply(forj, [...people, removing('stranger', '5')]);
		expect(outcome('p0')!.kind).toBe('failed');
		expect(kinds.stranger).toBe('protected');
		expect(results[0].notes.join()).toContain('5');
		expect(forj.group(GROUP).has('5')).toBe(true);
	});

	test('single: an account that the add returned is not removed, even if the plan says so', async () => {
		const forj = secondary();
		const { kinds, outcome } = await apply(forj, [removing('stranger', '5'), adding('p0')]);
		expect(kinds).toEqual({ stranger: 'protected', p0: 'unchanged' });
		expect(outcome('p0')!.reason).toContain('private@home.example');
		expect(outcome('stranger')!.reason).toBe("This account has just been recognised as p0's account, so it is not removed.");
		expect(forj.group(GROUP).has('5')).toBe(true);
	});

	test.each<[string, number, 'not_attempted' | 'removed']>([
		['refused for the first time: the stranger may be that person', 0, 'not_attempted'],
		['refused for the fourth time: the same', 3, 'not_attempted'],
		['refused for the fifth time: it holds nobody back any more', 4, 'removed'],
	])('single: an add that is %s', async (_what, failedRuns, expected) => {
		const forj = secondary().fault({ method: 'addMember', error: failure('rejected', 451), times: 9 });
		const { kinds } = await apply(forj, [{ ...adding('p0'), failedRuns }, removing('stranger', '5')]);
		expect(kinds).toEqual({ p0: 'failed', stranger: expected });
	});

	test('single: an add that is refused does not hold back the removal of somebody who is known', async () => {
		const forj = secondary().fault({ method: 'addMember', error: failure('rejected', 451), times: 9 });
		const memory = { noviId: 'old', forjUserId: '5', email: 'old@association.example', baseline: {}, state: {} };
		const { kinds } = await apply(forj, [adding('p0'), { ...removing('former', '5'), memory }]);
		expect(kinds).toEqual({ p0: 'failed', former: 'removed' });
	});

	test('single: when nothing says which account it was, nobody of the link is removed', async () => {
		const forj = secondary().user('8', 'zoe@association.example', {}, [GROUP]);
		forj.answers = 'nothing';
		const { kinds } = await apply(forj, [adding('p0'), removing('stranger', '5'), removing('zoe', '8')]);
		expect(kinds).toEqual({ p0: 'failed', stranger: 'protected', zoe: 'protected' });
		expect(forj.count('addMember')).toBe(2);
		expect(forj.count('removeMember')).toBe(0);
	});

	test('an account that one link adds as planned is protected in another link that recognises it anew', async () => {
		const forj = secondary();
		const plans = [
			planOf([adding('zoe', {}, '5')], { linkId: 'first', forjGroup: { id: '8', name: 'First' } }),
			planOf([adding('p0'), removing('stranger', '5')]),
		];
		const { results } = await apply(forj, plans);
		expect(results[1].outcomes.map((o) => o.kind)).toEqual(['unchanged', 'protected']);
	});

	test('somebody who moves from one group to another is added there and removed here in one run', async () => {
		const forj = new FakeForj().user('5', 'ann@association.example', { first_name: 'Ann', last_name: 'Novak' }, ['8']);
		const plans = [planOf([adding('ann', {}, '5')]), planOf([removing('ann', '5')], { linkId: 'other', forjGroup: { id: '8', name: 'Other' } })];
		const { results } = await apply(forj, plans);
		expect(results.map((r) => r.outcomes[0].kind)).toEqual(['added', 'removed']);
	});
});
