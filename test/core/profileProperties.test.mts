/** What holds for every comparison of profiles: over random people, and over random edits on both sides. A failing case prints its seed. */
import fc from 'fast-check';
import { changedProfiles } from '../../nodes/core/changedProfiles';
import { compareProfiles, type ProfileResult, type ProfilesInput } from '../../nodes/core/compareProfiles';
import { compareFields } from '../../nodes/core/fields';
import type { SideProfile } from '../../nodes/core/profileSides';
import type { ConflictPolicy, FieldDirection, FieldMapping, FieldValue, FieldValues, PersonMemory } from '../../nodes/core/types';
import { isBlank, sameValue } from '../../nodes/core/values';
import { member, memory } from '../support/builders.mjs';

const value = fc.constantFrom<FieldValue>('', null, 'Ada', 'Eda', ' Eda ', 'Ida');
const policy = fc.constantFrom<ConflictPolicy>('novi_wins', 'forj_wins', 'report');
const direction = fc.constantFrom<FieldDirection>('novi_to_forj', 'forj_to_novi', 'both');
const some = (...keys: string[]): fc.Arbitrary<FieldValues> => fc.record(Object.fromEntries(keys.map((key) => [key, value])), { requiredKeys: [] }) as fc.Arbitrary<FieldValues>;

const FORJ_IDS = ['1', '2', '3', '4'];
const mappings = fc.tuple(direction, direction).map(([first, second]): FieldMapping[] => [
	{ noviField: 'Nickname', forjField: 'nickname', direction: first },
	{ noviField: 'Phone', forjField: 'phone', direction: second },
]);
const profile = (ids: string[], ...keys: string[]): fc.Arbitrary<SideProfile> => fc.record({ id: fc.constantFrom(...ids), name: fc.constantFrom('', 'Somebody'), email: fc.constant(''), fields: some(...keys) });
const pair = fc.record({ noviId: fc.constantFrom('a', 'b', 'c', 'd'), forjUserId: fc.constantFrom('', ...FORJ_IDS), baseline: some('nickname', 'phone') });

const input: fc.Arbitrary<ProfilesInput> = fc
	.record({
		novi: fc.array(profile(['a', 'b', 'c', 'C'], 'Nickname', 'Phone'), { maxLength: 5 }),
		forj: fc.array(profile(FORJ_IDS, 'nickname', 'phone'), { maxLength: 5 }),
		asked: fc.subarray(FORJ_IDS).map((ids) => new Set(ids)),
		failed: fc.array(fc.record({ side: fc.constantFrom('Novi' as const, 'Forj' as const), noviId: fc.constantFrom('', 'a', 'd'), forjUserId: fc.constantFrom('', '2'), message: fc.constant('No answer.') }), { maxLength: 2 }),
		pairs: fc.array(pair, { maxLength: 4 }),
		mappings,
		policy,
	})
	.map(({ pairs, ...rest }) => ({ ...rest, people: new Map(pairs.map((one) => [one.noviId, memory(one.noviId, one.forjUserId, { baseline: one.baseline })])) }));

const RUNS = 2000;
const written = (results: readonly ProfileResult[]): number => results.reduce((sum, { toNovi, toForj }) => sum + toNovi.length + toForj.length, 0);

it('the order of the inputs does not matter', () => {
	fc.assert(
		fc.property(input, (one) => {
			const turned = { ...one, novi: [...one.novi].reverse(), forj: [...one.forj].reverse(), failed: [...one.failed].reverse(), people: new Map([...one.people].reverse()) };
			expect(new Set(compareProfiles(turned).map((result) => JSON.stringify(result)))).toEqual(new Set(compareProfiles(one).map((result) => JSON.stringify(result))));
		}),
		{ numRuns: RUNS },
	);
});

it('nobody is lost and nobody is told twice; only known pairs are written to, only in mapped fields and their directions', () => {
	fc.assert(
		fc.property(input, (one) => {
			const results = compareProfiles(one);
			const named = results.filter(({ noviId }) => noviId !== '').map(({ noviId }) => noviId.toLowerCase());
			expect(new Set(named).size).toBe(named.length);
			expect(named).toEqual(expect.arrayContaining(one.novi.map(({ id }) => id.toLowerCase())));
			for (const { noviId, forjUserId, toNovi, toForj } of results) {
				for (const change of [...toNovi, ...toForj]) {
					expect(one.people.get(noviId.toLowerCase())?.forjUserId).toBe(forjUserId);
					const mapping = one.mappings.find(({ forjField }) => forjField === change.forjField);
					expect(mapping?.direction).not.toBe(toNovi.includes(change) ? 'novi_to_forj' : 'forj_to_novi');
				}
			}
		}),
		{ numRuns: RUNS },
	);
});

it('whoever has something for Novi is found before Novi is read', () => {
	fc.assert(
		fc.property(input, (one) => {
			const found = new Set(changedProfiles(one.forj, one.people, one.mappings).map(({ noviId }) => noviId));
			const toNovi = compareProfiles({ ...one, policy: one.policy === 'forj_wins' ? 'novi_wins' : one.policy }).filter((result) => result.toNovi.length > 0);
			for (const { noviId } of toNovi) expect(found.has(noviId.toLowerCase())).toBe(true);
		}),
		{ numRuns: RUNS },
	);
});

// ---------------------------------------------------------------- one person over time

/** Both services, and what the sync remembers, for one field of one person. */
class World {
	novi: FieldValue = '';
	forj: FieldValue = '';
	memory: PersonMemory = memory('a', '1');
	writes = 0;
	/** Whether the last sync reported a conflict. */
	reported = false;
	private readonly mapping: FieldMapping;

	constructor(direction: FieldDirection, private readonly policy: ConflictPolicy) {
		this.mapping = { noviField: 'Nickname', forjField: 'nickname', direction };
	}

	/** The reverse sync writes to Novi only. A side that is not `shown` has no such key in this read. */
	reverse(shown: { novi: boolean; forj: boolean } = { novi: true, forj: true }): void {
		const side = (id: string, key: string, current: FieldValue, isShown: boolean): SideProfile => ({ id, name: '', email: '', fields: isShown ? { [key]: current } : {} });
		const [result] = compareProfiles({
			novi: [side('a', 'Nickname', this.novi, shown.novi)],
			forj: [side('1', 'nickname', this.forj, shown.forj)],
			asked: new Set(['1']),
			failed: [],
			people: new Map([['a', this.memory]]),
			mappings: [this.mapping],
			policy: this.policy,
		});
		this.reported = result!.conflicts.length > 0;
		this.remember(result!.agreed);
		const [change] = result!.toNovi;
		if (change) this.write('novi', change.after!);
	}

	/** The full sync writes to Forj only. */
	forward(): void {
		const comparison = compareFields({
			novi: { Nickname: this.novi },
			forj: member('1', 'a', { fields: { nickname: this.forj } }),
			baseline: this.memory.baseline,
			refused: {},
			mappings: [this.mapping],
			knownKeys: new Set(['nickname']),
			policy: this.policy,
		});
		this.reported = comparison.conflicts.length + comparison.overwritten.length > 0;
		this.remember(comparison.agreed);
		const [change] = comparison.changes;
		if (change) this.write('forj', change.after);
	}

	private write(side: 'novi' | 'forj', after: FieldValue): void {
		const { nickname: baseline } = this.memory.baseline;
		// The heart of it: an edit that the other side has not seen is never replaced without a word.
		const isUnseen = baseline === undefined ? !isBlank(this[side]) : !sameValue(this[side], baseline);
		const belongsToNovi = side === 'forj' && this.mapping.direction === 'novi_to_forj';
		if (isUnseen && !belongsToNovi) expect(this.reported).toBe(true);
		this[side] = after;
		this.writes += 1;
		this.remember({ nickname: after });
	}

	private remember(agreed: FieldValues): void {
		this.memory = { ...this.memory, baseline: { ...this.memory.baseline, ...agreed } };
	}
}

type Step = { edit: 'novi' | 'forj'; to: FieldValue } | { sync: 'forward' | 'reverse'; novi: boolean; forj: boolean };
const step: fc.Arbitrary<Step> = fc.oneof(
	fc.record({ edit: fc.constantFrom('novi' as const, 'forj' as const), to: value }),
	fc.record({ sync: fc.constantFrom('forward' as const, 'reverse' as const), novi: fc.boolean(), forj: fc.boolean() }),
);
const steps = fc.array(step, { maxLength: 14 });

function play(world: World, taken: readonly Step[]): { edits: number } {
	let edits = 0;
	for (const one of taken) {
		if ('edit' in one) {
			world[one.edit] = one.to;
			edits += 1;
		} else if (one.sync === 'forward') world.forward();
		else world.reverse(one);
	}
	return { edits };
}

const settle = (world: World): void => {
	world.forward();
	world.reverse();
};

describe('random edits on both sides, with both syncs in any order', () => {
	it('no ping-pong: after one round nothing is written any more, and no edit is written more than once', () => {
		fc.assert(
			fc.property(direction, policy, steps, (way, who, taken) => {
				const world = new World(way, who);
				const { edits } = play(world, taken);
				settle(world);
				settle(world);
				expect(world.writes).toBeLessThanOrEqual(edits);
				const before = world.writes;
				settle(world);
				expect(world.writes).toBe(before);
			}),
			{ numRuns: RUNS },
		);
	});

	it('no lost edit: in the end both sides agree, or the conflict is still reported', () => {
		fc.assert(
			fc.property(policy, steps, (who, taken) => {
				const world = new World('both', who);
				play(world, taken);
				settle(world);
				settle(world);
				if (!sameValue(world.novi, world.forj)) expect(world.reported).toBe(true);
			}),
			{ numRuns: RUNS },
		);
	});

	it('what was entered last, on one side only, stands on both sides', () => {
		fc.assert(
			fc.property(policy, steps, fc.constantFrom('novi' as const, 'forj' as const), value, (who, taken, side, last) => {
				const world = new World('both', who);
				play(world, taken);
				settle(world);
				settle(world);
				if (!sameValue(world.novi, world.forj)) return;
				const agreedBefore = world.memory.baseline.nickname;
				world[side] = last;
				settle(world);
				settle(world);
				expect(sameValue(world.novi, world.forj)).toBe(true);
				if (!isBlank(last) || !isBlank(agreedBefore)) expect(sameValue(world.novi, last)).toBe(true);
			}),
			{ numRuns: RUNS },
		);
	});
});

it('applying what is said and comparing again gives nothing', () => {
	fc.assert(
		fc.property(input, (one) => {
			const rows = { novi: one.novi.filter(({ id }, index) => one.novi.findIndex((other) => other.id.toLowerCase() === id.toLowerCase()) === index), forj: one.forj.filter(({ id }, index) => one.forj.findIndex((other) => other.id === id) === index) };
			const people = new Map(one.people);
			const [novi, forj] = [structuredClone(rows.novi), structuredClone(rows.forj)];
			for (const result of compareProfiles({ ...one, ...rows })) {
				const key = result.noviId.toLowerCase();
				const baseline: FieldValues = { ...result.agreed };
				for (const { noviField, forjField, after } of result.toNovi) baseline[forjField] = novi.find(({ id }) => id.toLowerCase() === key)!.fields[noviField] = after!;
				for (const { forjField, after } of result.toForj) baseline[forjField] = forj.find(({ id }) => id === result.forjUserId)!.fields[forjField] = after!;
				const known = people.get(key);
				if (known) people.set(key, { ...known, baseline: { ...known.baseline, ...baseline } });
			}
			const again = compareProfiles({ ...one, novi, forj, people });
			expect(written(again)).toBe(0);
			expect(again.map(({ agreed }) => agreed).filter((agreed) => Object.keys(agreed).length > 0)).toEqual([]);
		}),
		{ numRuns: RUNS },
	);
});
