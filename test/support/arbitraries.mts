/**
 * Random links for the property tests: few ids and few addresses, so that pairs, e-mails and duplicates collide often.
 * Case by case they are as wild as the services and an admin could make them.
 */
import fc from 'fast-check';
import type { FieldValues, ForjMember, KeyVisibility, LinkState, NoviMember, PersonMemory, ReadFailure } from '../../nodes/core/types';
import { newRelease } from '../../nodes/core/release';
import { after, fieldRow, FORJ_GROUP, LINK_ID, NOVI_GROUP, type Case } from './builders.mjs';

const HOUR = 3_600_000;
const NAMES = ['ada', 'ben', 'cleo', 'dan', 'eve', 'fay'];
const USER_IDS = ['1', '2', '3', '4', '5', '6', '7'];
/** Spellings of one address: the first three are the same one, the last two are look-alikes or others. */
const SPELLINGS = [(n: string) => `${n}@login.example`, (n: string) => `${n.toUpperCase()}@Login.example`, (n: string) => ` ${n}@login.example\u00a0`, (n: string) => `${n}+x@login.example`, (n: string) => `${n}\u200b@login.example`];

const mostly = <T,>(usual: T, ...others: T[]): fc.Arbitrary<T> => fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
const address = fc.tuple(fc.constantFrom(...NAMES), mostly(SPELLINGS[0]!, ...SPELLINGS.slice(1))).map(([name, spell]) => spell(name));
const value = fc.constantFrom('Chair', 'Chair ', 'Treasurer', '', null);

/** Some of the keys, each with a value; a key that is left out was absent. */
const fields = (...keys: string[]): fc.Arbitrary<FieldValues> =>
	fc.record(Object.fromEntries(keys.map((key) => [key, value])), { requiredKeys: [] }) as fc.Arbitrary<FieldValues>;

const noviPerson: fc.Arbitrary<NoviMember> = fc
	.record({
		id: fc.constantFrom(...NAMES),
		login: fc.oneof({ weight: 8, arbitrary: address }, { weight: 1, arbitrary: fc.constantFrom('', ' ', 'no e-mail', undefined) }),
		isPerson: mostly<boolean | undefined>(true, false, undefined),
		active: mostly<boolean | undefined>(true, false, undefined),
		unknown: mostly<string | undefined>(undefined, 'The record could not be read.'),
		fields: fields('FirstName', 'JobTitle', 'Phone'),
	})
	.map(({ unknown, ...rest }) => ({ name: `Person ${rest.id}`, ...rest, ...(unknown !== undefined && { unknown }) }));

const forjMember: fc.Arbitrary<ForjMember> = fc.record({
	id: fc.constantFrom(...USER_IDS),
	email: fc.oneof({ weight: 12, arbitrary: address }, { weight: 1, arbitrary: fc.constant('') }),
	name: fc.constant('Somebody'),
	isManager: mostly<boolean | undefined>(false, true, undefined),
	status: mostly<string | undefined>('accepted', 'pending', undefined),
	fields: fields('first_name', 'job_title', 'phone'),
	hasProfile: mostly(true, false),
});

const remembered: fc.Arbitrary<PersonMemory> = fc
	.record({
		noviId: fc.constantFrom(...NAMES),
		forjUserId: fc.oneof({ weight: 1, arbitrary: fc.constant('') }, { weight: 5, arbitrary: fc.constantFrom(...USER_IDS) }),
		email: address,
		baseline: fields('first_name', 'job_title', 'phone').map((known) => Object.fromEntries(Object.entries(known).map(([key, one]) => [key, one ?? '']))),
		linkId: mostly(LINK_ID, 'club'),
		state: fc.record(
			{
				groupId: mostly(FORJ_GROUP, '600'),
				member: fc.boolean(),
				addedBySync: fc.boolean(),
				leftSince: mostly('', after(-50 * HOUR)),
				failedRuns: fc.constantFrom(0, 1, 4, 9),
				refused: fields('job_title'),
			},
			{ requiredKeys: ['groupId'] },
		),
	})
	.map(({ linkId, state, ...memory }) => ({ ...memory, state: { [linkId]: state } }));

const groups = fc.record({ noviGroupId: mostly(NOVI_GROUP, 'another'), forjGroupId: mostly(FORJ_GROUP, '600') });
const userIds = fc.subarray(USER_IDS);
/** As the form gave it, or too old, for other groups, or changed by hand afterwards. */
const release = fc
	.record({ groups, people: userIds, listedAt: mostly(after(-HOUR), after(-8 * 24 * HOUR), after(48 * HOUR)), forged: mostly(false, true) })
	.map(({ groups: of, people, listedAt, forged }) => ({ ...newRelease(LINK_ID, of, listedAt, people), ...(forged && { people: USER_IDS }) }));
const decided = fc
	.record({ groups, notReleased: userIds, at: fc.constantFrom(after(-2 * HOUR), after(-HOUR / 2)), sizes: mostly<{ roster: number; eligible: number } | undefined>(undefined, { roster: 4, eligible: 3 }, { roster: 12, eligible: 12 }) })
	.map(({ groups: of, notReleased, at, sizes }) => ({ ...of, at, notReleased, ...(sizes && { sizes }) }));

const linkState: fc.Arbitrary<LinkState> = fc.record(
	{
		release,
		decided,
		good: fc.record({
			at: fc.constant(after(-HOUR)),
			roster: mostly(0, 3, 6, 12),
			eligible: mostly(0, 2, 5, 12),
			noviGroupId: mostly(NOVI_GROUP, 'another'),
			forjGroupId: mostly(FORJ_GROUP, '600'),
		}),
		removals: fc.array(fc.record({ at: fc.constantFrom(after(-HOUR), after(-23 * HOUR), after(-25 * HOUR)), count: fc.integer({ min: 0, max: 4 }) }), { maxLength: 2 }),
	},
	{ requiredKeys: [] },
);

const settings = fc.record(
	{
		keep: fc.array(fc.oneof(fc.constantFrom(...USER_IDS), address), { maxLength: 2 }),
		self_left: fc.constantFrom('respect', 'add_back'),
		conflict: fc.constantFrom('novi_wins', 'forj_wins', 'report'),
		ignore_group_counts: fc.boolean(),
		fields_not_in_novi: fc.subarray(['JobTitle', 'FirstName']),
	},
	{ requiredKeys: [] },
);

const link = fc
	.record({
		enabled: mostly<unknown>(true, false),
		mode: fc.constantFrom('mirror', 'mirror', 'owned', 'add_only', 'unknown'),
		removal_limit_percent: fc.constantFrom<unknown>(0, 25, 50, 100, 'many'),
		removal_limit_people: fc.constantFrom<unknown>(0, 1, 2, 5, -1),
		settings: settings.map((one) => JSON.stringify(one)),
		state: linkState,
	})
	.map(({ state, ...row }) => ({
		...row,
		state: JSON.stringify({
			...(state.good && { good: { ...state.good, novi_group_id: state.good.noviGroupId, forj_group_id: state.good.forjGroupId } }),
			...(state.removals && { removals: state.removals }),
			...(state.release && { release: state.release }),
			...(state.decided && { decided: state.decided }),
		}),
	}));

const failure = (kind: ReadFailure['kind']): ReadFailure => ({ kind, message: 'It failed.', fix: 'Try again.' });
const side = mostly<{ complete: boolean; failure?: ReadFailure }>({ complete: true }, { complete: false }, { complete: false, failure: failure('unreachable') }, { complete: false, failure: failure('auth') });

const visibility = mostly<KeyVisibility | undefined>(
	undefined,
	{ absentFields: [], counts: { listed: 4, total: 4 } },
	{ absentFields: [], counts: { listed: 3, primary: 4, beneficiary: 1, total: 5 } },
	{ absentFields: [], counts: { listed: 9, total: 4 } },
	{ absentFields: ['JobTitle'] },
	{ absentFields: ['AccountEmail', 'JobTitle'] },
);

const mappingRows = fc.constantFrom([], [fieldRow('Phone', 'phone', 'both')], [fieldRow('JobTitle', 'job_title', 'both'), fieldRow('Phone', 'phone', 'forj_to_novi')], [fieldRow('Phone', 'job_title', 'novi_to_forj')]);

/** Unique by id, as a complete list is. The first row of an id stays. */
const distinct = <T extends { id: string }>(rows: T[]): T[] => rows.filter((row, index) => rows.findIndex((other) => other.id === row.id) === index);

/** The same person once more, under the same id in another case. */
const again = (person: NoviMember): NoviMember => ({ ...person, id: person.id.toUpperCase() });

/** Anything may be wrong with the link, its settings, its sides and its people. */
export const wildCase: fc.Arbitrary<Case> = fc.record({
	roster: fc.tuple(fc.array(noviPerson, { maxLength: 7 }).map(distinct), mostly(false, true)).map(([people, twice]) => (twice ? [...people, ...people.slice(0, 1).map(again)] : people)),
	members: fc.array(forjMember, { maxLength: 7 }).map(distinct),
	people: fc.array(remembered, { maxLength: 6 }).map((people) => people.filter((one, index) => people.findIndex((other) => other.noviId === one.noviId) === index)),
	link,
	novi: fc.tuple(side, mostly(false, true), fc.boolean(), visibility).map(([read, staging, allowStagingSync, seen]) => ({ ...read, staging, allowStagingSync, ...(seen && { visibility: seen }) })),
	forj: fc.tuple(side, mostly<number | undefined>(5, undefined, 3)).map(([read, privateLevel]) => ({ ...read, privateLevel })),
	group: fc.record({
		hasParent: mostly(false, true),
		requiresApproval: mostly<boolean | undefined>(false, true, undefined),
		primaryAdmin: fc.record({ id: fc.constantFrom(...USER_IDS), email: address }, { requiredKeys: [] }),
		fieldKeys: mostly(['company_name', 'job_title', 'phone'], ['company_name']),
	}),
	rows: mappingRows,
});

/** Both sides complete, a link in order that had a good run: so that removals really happen. */
export const calmCase: fc.Arbitrary<Case> = wildCase.map((one) => ({
	...one,
	novi: {},
	forj: {},
	group: { primaryAdmin: one.group?.primaryAdmin ?? {}, fieldKeys: ['company_name', 'job_title', 'phone'] },
	link: {
		mode: one.link?.mode === 'unknown' ? 'mirror' : one.link?.mode,
		settings: one.link?.settings,
		removal_limit_percent: 100,
	},
}));

/** Both sides complete, weighed brakes ready to trip, and an admin who has decided about some of the held removals. */
export const decidedCase: fc.Arbitrary<Case> = fc.tuple(calmCase, linkState, mostly(0, 5)).map(([one, state, people]) => ({
	...one,
	link: {
		...one.link,
		removal_limit_percent: 0,
		removal_limit_people: people,
		state: JSON.stringify({
			...(state.good && { good: { ...state.good, novi_group_id: state.good.noviGroupId, forj_group_id: state.good.forjGroupId } }),
			...(state.release && { release: state.release }),
			...(state.decided && { decided: state.decided }),
		}),
	},
}));

/** `wildCase` seldom gets through to a removal, `calmCase` always does if there is anybody. */
export const anyCase: fc.Arbitrary<Case> = fc.oneof(wildCase, calmCase, decidedCase);
