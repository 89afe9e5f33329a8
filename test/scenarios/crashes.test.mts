/** Scenario 24 of the thirty, inside the engine: the run ends right after write k, for every k; a clean run converges. */
import { countersThatDoNotAddUp, type Counters } from '../../nodes/core/counters';
import { crew, inStep, login, NO_WRITES, person, type Scenario } from './world.mjs';

const isWrite = (method: string): boolean => method !== 'GET';

/** Write number `k` is carried out, and from then on nothing gets through: no answer, no read, no further write. */
function cutAfterWrite(sync: Scenario, k: number): () => void {
	let writes = 0;
	return sync.interfere('forj', (_endpoint, { method }) => {
		if (writes >= k) return { kind: 'reset-before' };
		if (isWrite(method)) writes += 1;
		return writes === k ? { kind: 'reset-after-accept' } : undefined;
	});
}

interface Work {
	what: string;
	writes: number;
	newcomers: number;
}

// Beside the newcomers: two updates and two removals. More than 20 newcomers go through one import.
const WORKS: Work[] = [
	{ what: 'three single adds', writes: 7, newcomers: 3 },
	{ what: 'an import of 25', writes: 5, newcomers: 25 },
];

async function worldWith({ newcomers }: Work): Promise<Scenario> {
	const sync = await inStep(crew(10));
	sync.join(...crew(newcomers, 101).map((name) => person(name)));
	for (const name of ['p1.crew', 'p2.crew']) sync.edit(name, { JobTitle: 'Captain' });
	sync.leave('p9.crew', 'p10.crew');
	return sync;
}

function expectDone(sync: Scenario, { newcomers }: Work): void {
	expect(sync.inForj()).toEqual([...crew(8), ...crew(newcomers, 101)].map(login).sort());
	const emails = sync.forj.state.users.rows().map(({ email }) => email);
	expect(emails.sort()).toEqual([...crew(10), ...crew(newcomers, 101)].map(login).sort());
	expect(['p1.crew', 'p2.crew'].map((name) => sync.accounts(login(name))[0]?.fields.job_title)).toEqual(['Captain', 'Captain']);
}

describe.each(WORKS)('24: $what, two updates, two removals', (work) => {
	test(`a run that is not cut takes ${work.writes} writes`, async () => {
		const sync = await worldWith(work);
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: { total: work.writes } });
		expectDone(sync, work);
	});

	const cuts = Array.from({ length: work.writes }, (_, index) => index + 1);
	test.each(cuts)('cut right after write %i, rows lost: nobody too many is gone, a clean run converges, nobody is doubled', async (k) => {
		const sync = await worldWith(work);
		const heal = cutAfterWrite(sync, k);
		await sync.run({ rowsAreLost: true });
		// Whatever the moment: nobody is gone but the two who are to go.
		const after = sync.inForj();
		expect(crew(8).map(login).filter((email) => !after.includes(email))).toEqual([]);

		heal();
		const clean = await sync.run();
		expect([clean.status, countersThatDoNotAddUp(clean.counters as unknown as Counters)]).toEqual(['Up To Date', []]);
		expectDone(sync, work);
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: NO_WRITES });
	});
});

// A limit of this design: the removal was done but never stored, so its trace looks like that of a member who left by choice.
test('24: whom a cut run removed, and who is back in the Novi group before the next run, counts as having left: N/A with the way back', async () => {
	const sync = await inStep(crew(4));
	sync.leave('p4.crew');
	await sync.run({ rowsAreLost: true });
	sync.join(person('p4.crew'));
	expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: NO_WRITES });
	expect(sync.status('p4.crew')).toBe('N/A');
	expect(sync.reason('p4.crew')).toContain('To add the person again, do it by hand in Forj, or set "self_left" to "add_back" in this link\'s settings.');
	sync.forj.state.addMember(sync.forj.state.groups.rows()[0]?.id ?? 0, sync.forjId(login('p4.crew')));
	expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: NO_WRITES, counters: { up_to_date: 4 } });
});
