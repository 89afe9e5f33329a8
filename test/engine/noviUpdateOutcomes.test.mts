/** Member: Update of the node Novi AMS when somebody else edits, when the outcome of a PUT is not clear, and when Novi shows something else afterwards. */
import type { FaultRule } from '../../sandbox/emulators/index.mjs';
import { always, custom, EVA, eva, LEVEL, PUT, returned, saved, update, useNoviWrites } from './noviWriteWorld.mjs';

const site = useNoviWrites();
const { start, run, now, writes, before, passTwoHours } = site;

describe('an edit in Novi between read and PUT', () => {
	beforeEach(async () => await start());

	test('of another field is kept', async () => {
		const old = now();
		before('members.get', 2, () => site.novi.state.updateMember(EVA, { Phone: '555-0777' }));
		const { json } = await run(update({ JobTitle: 'Director' }));
		expect(json).toMatchObject([{ status: 'updated', reason: expect.stringMatching(/changed in Novi meanwhile; the newer record was kept/) }]);
		expect(now()).toEqual(saved(old, { JobTitle: 'Director', Phone: '555-0777' }));
		expect(writes('members.update')).toBe(1);
	});

	test('that leaves LastUpdatedDate alone is kept as well', async () => {
		const old = now();
		before('members.get', 2, () => Object.assign(site.novi.state.member(EVA), { Notes: 'Called.' }));
		expect((await run(update({ JobTitle: 'Director' }))).json).toMatchObject([{ status: 'updated' }]);
		expect(now()).toEqual(saved(old, { JobTitle: 'Director', Notes: 'Called.' }));
	});

	test('of the same field wins', async () => {
		before('members.get', 2, () => site.novi.state.updateMember(EVA, { JobTitle: 'Chair' }));
		const { error } = await run(update({ JobTitle: 'Director' }));
		expect(error?.message).toMatch(/JobTitle was changed in Novi meanwhile/);
		expect(now().JobTitle).toBe('Chair');
		expect(site.novi.counters.writes).toBe(0);
	});

	test('of the same custom field wins', async () => {
		before('members.get', 2, () => site.novi.state.updateMember(EVA, { CustomFields: { ...eva.CustomFields, Level: custom(LEVEL, 'Bronze') } }));
		expect((await run(update({ Level: 'Silver' }))).error?.message).toMatch(/Level was changed in Novi meanwhile/);
		expect(site.novi.counters.writes).toBe(0);
	});

	test('of another field that the caller expects wins as well', async () => {
		before('members.get', 2, () => site.novi.state.updateMember(EVA, { Phone: '555-0777' }));
		const { error } = await run(update({ JobTitle: 'Director' }, {}, { expected: '{"Phone":"555-0100"}' }));
		expect(error?.message).toMatch(/Phone was changed in Novi meanwhile/);
		expect(site.novi.counters.writes).toBe(0);
	});

	test('to the same value needs no PUT', async () => {
		before('members.get', 2, () => site.novi.state.updateMember(EVA, { JobTitle: 'Director' }));
		expect((await run(update({ JobTitle: 'Director' }))).json).toMatchObject([{ status: 'unchanged', after: { JobTitle: 'Director' } }]);
		expect(site.novi.counters.writes).toBe(0);
	});

	test.each<{ what: string; expected: Record<string, unknown>; done: boolean }>([
		{ what: 'another value than the caller saw', expected: { JobTitle: 'Painter' }, done: false },
		{ what: 'another value of a further field', expected: { JobTitle: 'Engineer', AccountEmail: 'other@members.example' }, done: false },
		{ what: 'another custom value', expected: { Level: 'Bronze' }, done: false },
		{ what: 'what the caller saw', expected: { JobTitle: 'Engineer', Phone: '555-0100', Level: 'Gold', Region: null }, done: true },
	])('before the first read: $what', async ({ expected, done }) => {
		const old = now();
		const { json } = await run(update({ JobTitle: 'Director' }, {}, { ...returned, expected: JSON.stringify(expected) }));
		expect(json).toMatchObject([done ? { status: 'updated' } : { status: 'failed', reason: expect.stringMatching(/changed in Novi meanwhile/) }]);
		expect(now()).toEqual(done ? saved(old, { JobTitle: 'Director' }) : old);
	});
});

describe('a PUT whose outcome is not clear', () => {
	beforeEach(async () => await start());

	test.each<{ what: string; fault: FaultRule; puts: number }>([
		{ what: 'arrived, the connection broke', fault: { kind: 'reset-after-accept', match: PUT }, puts: 1 },
		{ what: 'arrived, half of the answer came', fault: { kind: 'truncated-json', match: PUT }, puts: 1 },
		{ what: 'arrived, the answer is odd', fault: { kind: 'wrong-shape', match: PUT }, puts: 1 },
		{ what: 'never arrived', fault: { kind: 'reset-before', match: PUT }, puts: 2 },
		{ what: 'met a gateway', fault: { kind: 'status', code: 504, match: PUT }, puts: 2 },
		{ what: 'met a busy site', fault: { kind: 'status', code: 429, headers: { 'retry-after': '1' }, match: PUT }, puts: 2 },
		{ what: 'was answered by a web page', fault: { kind: 'html-200', match: PUT }, puts: 2 },
		{ what: 'was answered by nothing', fault: { kind: 'empty-200', match: PUT }, puts: 2 },
	])('and that $what', async ({ fault, puts }) => {
		const old = now();
		site.novi.faults.script([fault]);
		expect((await run(update({ JobTitle: 'Director' }))).json).toMatchObject([{ status: 'updated', after: { JobTitle: 'Director' } }]);
		expect(now()).toEqual(saved(old, { JobTitle: 'Director' }));
		expect(writes('members.update')).toBe(puts);
		expect(site.novi.state.accidents).toEqual([]);
	});

	test('is repeated on the newer record only', async () => {
		const old = now();
		site.novi.faults.script([{ kind: 'reset-before', match: PUT }]);
		before('members.get', 3, () => site.novi.state.updateMember(EVA, { Phone: '555-0777' }));
		expect((await run(update({ JobTitle: 'Director' }))).json).toMatchObject([{ status: 'updated' }]);
		expect(now()).toEqual(saved(old, { JobTitle: 'Director', Phone: '555-0777' }));
	});

	test.each<{ what: string; fault: FaultRule; says: RegExp }>([
		{ what: 'breaks every time', fault: { kind: 'reset-before' }, says: /reached/ },
		{ what: 'is down', fault: { kind: 'status', code: 503 }, says: /503/ },
		{ what: 'says yes and does nothing', fault: { kind: 'empty-200' }, says: /does not show the new value of JobTitle/ },
	])('and that $what is told, after two calls', async ({ fault, says }) => {
		const old = now();
		site.novi.faults.script([always({ ...fault, match: PUT })]);
		expect((await run(update({ JobTitle: 'Director' }, {}, returned))).json).toMatchObject([{ noviId: EVA, status: 'failed', after: { JobTitle: 'Engineer' }, reason: expect.stringMatching(says) }]);
		expect(now()).toEqual(old);
		expect(writes('members.update')).toBe(2);
	});

	test('stays unclear when the member cannot be read again', async () => {
		site.novi.faults.script([{ kind: 'reset-after-accept', match: PUT }, always({ kind: 'status', code: 500, nth: 3, match: { endpoint: 'members.get' } })]);
		const { error } = await run(update({ JobTitle: 'Director' }));
		expect(error?.message).toMatch(/not known whether Novi took the change/);
		expect(error?.description).toMatch(/look at it before you run this again/);
		expect(writes('members.update')).toBe(1);
	});

	test('of a custom field is read back as well', async () => {
		site.novi.faults.script([{ kind: 'reset-after-accept', match: { endpoint: 'customerCustomFields.put' } }]);
		expect((await run(update({ Level: 'Silver' }))).json).toMatchObject([{ status: 'updated', after: { Level: 'Silver' } }]);
		expect(writes('customerCustomFields.put')).toBe(1);
	});
});

describe('what Novi shows after the PUT', () => {
	beforeEach(async () => await start());

	test('is missing a field: the error names it', async () => {
		before('members.get', 3, () => site.novi.state.updateMember(EVA, { Phone: '', Awards: [] }));
		const { error } = await run(update({ JobTitle: 'Director' }));
		expect(error?.message).toMatch(/no longer shows what stood in Phone, Awards/);
		expect(error?.description).toMatch(/Enter what is missing again/);
	});

	test('is not what was sent', async () => {
		before('members.get', 3, () => site.novi.state.updateMember(EVA, { JobTitle: 'Dir.' }));
		expect((await run(update({ JobTitle: 'Director' }))).error?.message).toMatch(/does not show the new value of JobTitle/);
		expect(writes('members.update')).toBe(1);
	});

	test('differs elsewhere', async () => {
		before('members.get', 3, () => site.novi.state.updateMember(EVA, { Phone: '555-0777' }));
		expect((await run(update({ JobTitle: 'Director' }))).error?.message).toMatch(/The change was made, but Phone is not as before/);
	});

	test('differs elsewhere: the outcome holds what was written, since Novi shows it', async () => {
		before('members.get', 3, () => site.novi.state.updateMember(EVA, { Phone: '555-0777' }));
		expect((await run(update({ JobTitle: 'Director' }, {}, returned))).json).toMatchObject([{ status: 'failed', before: { JobTitle: 'Engineer' }, after: { JobTitle: 'Director' } }]);
	});

	test('may hold a name that follows the single names, and other kinds of nothing', async () => {
		before('members.get', 3, () => site.novi.state.updateMember(EVA, { Name: 'Evelyn North', Notes: null, Mobile: '' }));
		expect((await run(update({ FirstName: 'Evelyn' }))).json).toMatchObject([{ status: 'updated' }]);
	});

	test('names what was written before the deadline passed', async () => {
		const deadline = new Date(Date.now() + 3_600_000).toISOString();
		before('members.get', 3, passTwoHours);
		const { json } = await run(update({ Level: 'Silver', JobTitle: 'Director' }, {}, { ...returned, deadline }));
		expect(json).toMatchObject([{ status: 'failed', after: { JobTitle: 'Director', Level: 'Gold' }, reason: expect.stringMatching(/time of this run was over.*Already written: JobTitle\./) }]);
		expect(site.novi.counters.writes).toBe(1);
	});

	test('is not asked for a second time after the deadline', async () => {
		const deadline = new Date(Date.now() + 3_600_000).toISOString();
		site.novi.faults.script([{ kind: 'reset-before', match: PUT }]);
		before('members.get', 3, passTwoHours);
		const { json } = await run(update({ JobTitle: 'Director' }, {}, { ...returned, deadline }));
		expect(json).toMatchObject([{ status: 'failed', reason: expect.stringMatching(/not known whether Novi took the change/) }]);
		expect(writes('members.update')).toBe(1);
	});

	test('names what was written before a custom a custom field was refused', async () => {
		site.novi.faults.script([{ kind: 'status', code: 403, match: { endpoint: 'customerCustomFields.put' } }]);
		const { json } = await run(update({ Level: 'Silver', JobTitle: 'Director' }, {}, returned));
		expect(json).toMatchObject([{ status: 'failed', after: { JobTitle: 'Director', Level: 'Gold' }, reason: expect.stringMatching(/403.*Already written: JobTitle\./) }]);
		expect(now().JobTitle).toBe('Director');
	});
});

test('whatever goes wrong, nothing else of the record changes, and what is said is true', async () => {
	await start();
	const said: Record<string, number> = {};
	for (let seed = 1; seed <= 120; seed++) {
		site.reset();
		const old = now();
		site.novi.faults.random({ seed, rate: 0.4 });
		const { json } = await run(update({ JobTitle: 'Director', Level: 'Silver' }, {}, returned));
		const { status, reason } = json[0] as { status: string; reason: string };
		said[status] = (said[status] ?? 0) + 1;
		const { JobTitle, CustomFields, ...rest } = now();
		expect({ ...rest, LastUpdatedDate: old.LastUpdatedDate }).toEqual((({ JobTitle: _j, CustomFields: _c, ...others }) => others)(old));
		expect(CustomFields).toEqual({ ...old.CustomFields, Level: custom(LEVEL, expect.stringMatching(/Gold|Silver/) as unknown as string) });
		if (status === 'updated') expect([JobTitle, CustomFields?.Level?.Value]).toEqual(['Director', 'Silver']);
		else expect(reason).toMatch(/\S/);
		expect(site.novi.state.accidents).toEqual([]);
		expect(writes('members.update')).toBeLessThanOrEqual(2);
		expect(writes('customerCustomFields.put')).toBeLessThanOrEqual(2);
	}
	expect(said.updated).toBeGreaterThan(10);
	expect(said.failed).toBeGreaterThan(10);
});
