import type { FieldValues, LinkOutcomes, Outcome, Plan, PlannedPerson } from '../../nodes/core/types';
import { applyPlans } from '../../nodes/ForjCommunity/apply/applyPlans';
import type { ApplyOptions } from '../../nodes/ForjCommunity/apply/run';
import { ApplyRun } from '../../nodes/ForjCommunity/apply/run';
import type { FakeForj } from './fakeForj.mjs';

/** Time that passes only when somebody sleeps. */
export class FakeClock {
	time = Date.parse('2026-11-01T09:00:00Z');

	readonly slept: number[] = [];

	now = (): number => this.time;

	sleep = async (ms: number): Promise<void> => {
		this.slept.push(ms);
		this.time += ms;
	};
}

const person = (key: string, decision: PlannedPerson['decision'], rest: Partial<PlannedPerson>): PlannedPerson => ({
	key,
	noviId: '',
	forjUserId: '',
	name: key,
	email: '',
	decision,
	status: 'Up To Date',
	reason: '',
	failedRuns: 0,
	wasMember: decision !== 'add',
	...rest,
});

/** "ann" becomes ann@association.example, Ann Novak. */
export function adding(name: string, fields: FieldValues = {}, userId?: string): PlannedPerson {
	const email = `${name}@association.example`;
	const names = { first_name: name[0].toUpperCase() + name.slice(1), last_name: 'Novak' };
	const add = { email, fields: { ...names, ...fields }, ...(userId === undefined ? {} : { userId }) };
	return person(name, 'add', { email, forjUserId: userId ?? '', write: { add } });
}

export function updating(name: string, userId: string, fields: FieldValues): PlannedPerson {
	return person(name, 'update', { forjUserId: userId, write: { update: { userId, fields } } });
}

export function removing(name: string, userId: string, askIfManager = false): PlannedPerson {
	return person(name, 'remove', { forjUserId: userId, write: { remove: { userId, askIfManager } } });
}

export function left(name: string, decision: 'none' | 'hold' = 'none'): PlannedPerson {
	return person(name, decision, {});
}

export function planOf(people: PlannedPerson[], rest: Partial<Plan> = {}): Plan {
	return {
		kind: 'plan',
		linkId: 'board',
		enabled: true,
		noviGroup: { id: 'n', name: 'Board' },
		fieldMap: {},
		forjGroup: { id: '7', name: 'Board' },
		plannedAt: '2026-11-01T09:00:00Z',
		status: 'Up To Date',
		detail: [],
		warnings: [],
		writable: true,
		counted: true,
		totals: { roster: 0, eligible: 0, membersBefore: 0 },
		snapshotsComplete: true,
		brakes: [],
		people,
		gone: [],
		removedBefore: [],
		state: {},
		shown: { count: 0, leftovers: false },
		calls: { novi: 0, forj: 0 },
		...rest,
	};
}

export interface Applied {
	results: LinkOutcomes[];
	clock: FakeClock;
	/** Of the first link, by key. */
	outcome: (key: string) => Outcome | undefined;
	/** "kind" of the first link's outcomes, by key. */
	kinds: Record<string, string>;
}

export async function apply(forj: FakeForj, plans: Plan | Plan[] | PlannedPerson[], options: Partial<ApplyOptions> = {}, clock = new FakeClock()): Promise<Applied> {
	const list = Array.isArray(plans) ? plans : [plans];
	const all = list.length > 0 && 'key' in list[0] ? [planOf(list as PlannedPerson[])] : (list as Plan[]);
	const run = new ApplyRun(forj, clock, { dryRun: false, removalsAllowed: true, bulkAbove: 20, ...options });
	const results = await applyPlans(run, all);
	const outcomes = results[0].outcomes;
	return {
		results,
		clock,
		outcome: (key) => outcomes.find((o) => o.key === key),
		kinds: Object.fromEntries(outcomes.map((o) => [o.key, o.kind])),
	};
}
