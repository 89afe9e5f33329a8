/** Plans applied to a simulated Forj group, run after run, with everything that goes wrong between. A failing case prints its seed. */
import fc from 'fast-check';
import { countersThatDoNotAddUp } from '../../nodes/core/counters';
import { normaliseEmail } from '../../nodes/core/identity';
import type { Fate, SimulatedUser } from '../support/simulatedForj.mjs';
import { SimulatedLink, type NoviRecord, type Run, type World } from '../support/simulatedRuns.mjs';

const IDS = ['ada', 'ben', 'cleo', 'dan', 'eve'];
const ADDRESSES = Array.from({ length: 9 }, (_, index) => `address${index}@login.example`);
const value = fc.constantFrom('', 'Chair', 'Treasurer', 'Member');
const record: fc.Arbitrary<NoviRecord> = fc.record({
	login: fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...ADDRESSES) }, { weight: 1, arbitrary: fc.constant('') }),
	inGroup: fc.boolean(),
	fields: fc.record({ FirstName: value, JobTitle: value }, { requiredKeys: [] }),
});

/** Every address belongs to one user at most, as in Forj. */
function users(secondary: boolean): fc.Arbitrary<SimulatedUser[]> {
	const profile = fc.record({
		fields: fc.dictionary(fc.constantFrom('first_name', 'job_title'), value),
		isManager: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
		refuses: secondary ? fc.constantFrom<string[]>([], [], [], ['job_title']) : fc.constant<string[]>([]),
	});
	return fc.tuple(fc.shuffledSubarray(ADDRESSES), fc.array(profile, { minLength: 5, maxLength: 5 })).map(([addresses, profiles]) =>
		profiles
			.map((one, index) => ({ id: String(index + 1), ...one, addresses: addresses.slice(secondary ? 2 * index : index, secondary ? 2 * index + 2 : index + 1) }))
			.filter((user) => user.addresses.length > 0),
	);
}

const world = (secondary: boolean): fc.Arbitrary<World> =>
	fc.record({
		novi: fc.record(Object.fromEntries(IDS.map((id) => [id, record]))) as fc.Arbitrary<Record<string, NoviRecord>>,
		users: users(secondary),
		accepted: fc.subarray(['1', '2', '3', '4', '5']),
		pending: fc.subarray(['1', '2', '3', '4', '5'], { maxLength: 2 }),
		mode: fc.constantFrom('mirror', 'mirror', 'owned', 'add_only'),
	});

describe('applying the plan and planning again', () => {
	it('gives no action when nothing failed, and the group holds exactly the right people', () => {
		fc.assert(
			fc.property(world(false), (one) => {
				const link = new SimulatedLink(one);
				const first = link.run();
				if (first.plan.brakes.length === 0) expect(first.summary.link.status).toBe('Up To Date');
				const { plan, written } = link.run();
				expect(written).toEqual([]);
				const right = plan.people.filter((person) => person.roster === 'eligible').map((person) => person.forjUserId);
				expect(right.filter((id) => !link.forj.accepted.has(id))).toEqual([]);
				if (one.mode !== 'mirror' || plan.brakes.length > 0) return;
				const reasons = plan.people.filter((person) => link.forj.accepted.has(person.forjUserId) && !right.includes(person.forjUserId));
				for (const person of reasons) expect(['Protected', 'Unknown', 'N/A']).toContain(person.status);
			}),
			{ numRuns: 800 },
		);
	});

	it('a third run writes nothing but the link\'s row and one run row', () => {
		fc.assert(
			fc.property(world(false), (one) => {
				const link = new SimulatedLink(one);
				link.run();
				link.run();
				const { summary } = link.run();
				expect([summary.links.length, summary.runs.length, summary.people.length, summary.members.length]).toEqual([1, 1, 0, 0]);
			}),
			{ numRuns: 200 },
		);
	});
});

type Change =
	| { kind: 'record'; id: string; record: NoviRecord }
	| { kind: 'login'; id: string; login: string }
	| { kind: 'in group'; id: string; inGroup: boolean }
	| { kind: 'joins Forj' | 'leaves Forj' | 'deleted in Forj'; userId: string };

const change: fc.Arbitrary<Change> = fc.oneof(
	fc.record({ kind: fc.constant('record' as const), id: fc.constantFrom(...IDS), record }),
	fc.record({ kind: fc.constant('login' as const), id: fc.constantFrom(...IDS), login: fc.constantFrom(...ADDRESSES, '') }),
	fc.record({ kind: fc.constant('in group' as const), id: fc.constantFrom(...IDS), inGroup: fc.boolean() }),
	fc.record({ kind: fc.constantFrom('joins Forj' as const, 'leaves Forj' as const, 'deleted in Forj' as const), userId: fc.constantFrom('1', '2', '3', '4', '5', 'new-1') }),
);

interface Round {
	changes: Change[];
	/** What happens to the writes, in turn. */
	fates: Fate[];
	killed: boolean;
}

const round: fc.Arbitrary<Round> = fc.record({
	changes: fc.array(change, { maxLength: 3 }),
	fates: fc.array(fc.constantFrom<Fate>('done', 'done', 'done', 'failed', 'lost', 'not_attempted'), { minLength: 1, maxLength: 6 }),
	killed: fc.integer({ min: 0, max: 6 }).map((n) => n === 0),
});

function make(link: SimulatedLink, one: Change): void {
	if (one.kind === 'record') link.novi[one.id] = { ...one.record };
	else if (one.kind === 'login') link.novi[one.id]!.login = one.login;
	else if (one.kind === 'in group') link.novi[one.id]!.inGroup = one.inGroup;
	else if (one.kind === 'deleted in Forj') link.forj.delete(one.userId);
	else if (one.kind === 'leaves Forj') link.forj.accepted.delete(one.userId);
	else if (link.forj.users.has(one.userId)) link.forj.accepted.add(one.userId);
}

/**
 * Removed users who are the account of somebody eligible: by the stored pair or, where neither he nor the user has one,
 * by any of the user's addresses. A user who is somebody else's pair is that other person (design 4.2).
 */
function wronglyRemoved({ plan, outcomes }: Run, link: SimulatedLink): string[] {
	const removed = outcomes.outcomes.filter(({ kind }) => kind === 'removed');
	const eligible = plan.people.filter((person) => person.roster === 'eligible');
	const isAccountOf = (id: string, isPaired: boolean) => eligible.some((person) => {
		const pair = person.memory?.forjUserId ?? '';
		if (pair !== '' || isPaired) return pair === id;
		return link.forj.users.get(id)?.addresses.some((address) => normaliseEmail(address) === normaliseEmail(person.email));
	});
	return removed.filter(({ key, forjUserId }) => isAccountOf(forjUserId, plan.people.some((person) => person.key === key && person.memory !== undefined))).map(({ forjUserId }) => forjUserId);
}

describe('many rounds of changes, refused and lost writes, killed runs, secondary addresses, values that Forj does not take', () => {
	const story = fc.tuple(world(true), fc.array(round, { minLength: 1, maxLength: 4 }));

	it('nobody is removed wrongly, no user is made twice, counters add up; afterwards all comes to rest', () => {
		fc.assert(
			fc.property(story, ([one, rounds]) => {
				const link = new SimulatedLink(one);
				for (const { changes, fates, killed } of rounds) {
					for (const each of changes) make(link, each);
					let turn = 0;
					const run = link.run(() => fates[turn++ % fates.length]!, killed);
					expect(wronglyRemoved(run, link)).toEqual([]);
					expect(countersThatDoNotAddUp(run.summary.link.counters!)).toEqual([]);
				}
				for (let calm = 0; calm < 3; calm++) expect(wronglyRemoved(link.run(), link)).toEqual([]);
				expect(link.run().written).toEqual([]);
				const addresses = [...link.forj.users.values()].flatMap((user) => user.addresses.map(normaliseEmail));
				expect(new Set(addresses).size).toBe(addresses.length);
			}),
			{ numRuns: 1000 },
		);
	});
});
