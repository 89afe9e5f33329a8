/**
 * A Forj group without HTTP: users with several addresses of whom only the primary is listed, adds that overwrite,
 * fields that Forj does not take. It answers a plan as Apply Plan is to answer (design 6): adds first, an account that
 * an add named is never removed in the same run, and whoever may be somebody whose add failed is not removed either.
 */
import { normaliseEmail } from '../../nodes/core/identity';
import type { FieldValues, ForjMember, LinkOutcomes, Outcome, Plan, PlannedPerson } from '../../nodes/core/types';

export interface SimulatedUser {
	id: string;
	/** The first is the primary one. */
	addresses: string[];
	fields: FieldValues;
	isManager: boolean;
	/** Profile keys whose values Forj does not take. */
	refuses: string[];
}

/** What happens to one write. 'lost': done, but the answer says failed. */
export type Fate = 'done' | 'failed' | 'lost' | 'not_attempted';

export class SimulatedForj {
	readonly users = new Map<string, SimulatedUser>();
	readonly accepted = new Set<string>();
	readonly pending = new Set<string>();
	private created = 0;

	constructor(users: readonly SimulatedUser[] = [], accepted: readonly string[] = [], pending: readonly string[] = []) {
		for (const user of users) this.users.set(user.id, structuredClone(user));
		for (const id of accepted) if (this.users.has(id)) this.accepted.add(id);
		for (const id of pending) if (this.users.has(id) && !this.accepted.has(id)) this.pending.add(id);
	}

	userWith(address: string): SimulatedUser | undefined {
		const wanted = normaliseEmail(address);
		return [...this.users.values()].find((user) => user.addresses.some((one) => normaliseEmail(one) === wanted));
	}

	members(): ForjMember[] {
		return [...this.accepted, ...this.pending].map((id) => {
			const user = this.user(id);
			return { id, email: user.addresses[0] ?? '', name: id, isManager: user.isManager, status: this.accepted.has(id) ? 'accepted' : 'pending', fields: { ...user.fields }, hasProfile: true };
		});
	}

	delete(id: string): void {
		for (const set of [this.accepted, this.pending, this.users]) set.delete(id);
	}

	/** Writes the plan; `fateOf` says what happens to each write. */
	apply(plan: Plan, fateOf: (person: PlannedPerson) => Fate = () => 'done'): LinkOutcomes {
		const acted = plan.people.filter((person) => person.decision === 'add' || person.decision === 'update' || person.decision === 'remove');
		const outcomes: Outcome[] = [];
		const named = new Set<string>();
		let addWithoutId = false;
		for (const decision of ['add', 'update', 'remove'] as const) {
			for (const person of acted.filter((one) => one.decision === decision)) {
				const fate = plan.writable ? fateOf(person) : 'not_attempted';
				const mayBeSomebodyElse = decision === 'remove' && addWithoutId && person.memory === undefined;
				const outcome = this.outcome(person, mayBeSomebodyElse ? 'not_attempted' : fate, named);
				if (decision === 'add' && outcome.forjUserId === '') addWithoutId = true;
				outcomes.push(outcome);
			}
		}
		return { kind: 'outcomes', linkId: plan.linkId, dryRun: false, outcomes, notes: [], calls: 0 };
	}

	private outcome(person: PlannedPerson, fate: Fate, named: Set<string>): Outcome {
		if (fate === 'not_attempted') return answer(person, 'not_attempted');
		const outcome = fate === 'failed' ? undefined : this.write(person, named);
		return fate === 'done' && outcome ? outcome : { ...answer(person, 'failed'), reason: 'Forj did not answer.' };
	}

	private write(person: PlannedPerson, named: Set<string>): Outcome {
		if (person.write?.remove && person.decision === 'remove') return this.remove(person, person.write.remove.userId, named);
		if (person.write?.update) return this.update(person, person.write.update);
		return this.add(person, person.write?.add ?? { email: '', fields: {} }, named);
	}

	private add(person: PlannedPerson, { userId, email, fields }: { userId?: string; email: string; fields: FieldValues }, named: Set<string>): Outcome {
		const user = (userId === undefined ? undefined : this.users.get(userId)) ?? this.userWith(email) ?? this.create(email);
		const wasMember = this.accepted.has(user.id);
		named.add(user.id);
		this.pending.delete(user.id);
		this.accepted.add(user.id);
		this.fill(user, fields);
		return { ...answer(person, wasMember ? 'unchanged' : 'added'), forjUserId: user.id, confirmed: true, readBack: shown(user, fields) };
	}

	private update(person: PlannedPerson, { userId, fields }: { userId: string; fields: FieldValues }): Outcome {
		const user = this.user(userId);
		this.fill(user, fields);
		return { ...answer(person, 'updated'), forjUserId: userId, confirmed: true, readBack: shown(user, fields) };
	}

	private remove(person: PlannedPerson, userId: string, named: Set<string>): Outcome {
		if (named.has(userId) || this.user(userId).isManager) return { ...answer(person, 'protected'), forjUserId: userId, reason: 'Not removed.' };
		this.accepted.delete(userId);
		return { ...answer(person, 'removed'), forjUserId: userId, confirmed: true };
	}

	private fill(user: SimulatedUser, fields: FieldValues): void {
		for (const [key, value] of Object.entries(fields)) if (!user.refuses.includes(key)) user.fields[key] = value;
	}

	private create(email: string): SimulatedUser {
		const user = { id: `new-${++this.created}`, addresses: [email], fields: {}, isManager: false, refuses: [] };
		this.users.set(user.id, user);
		return user;
	}

	private user(id: string): SimulatedUser {
		const user = this.users.get(id);
		if (user === undefined) throw new Error(`the plan names a user ${id} whom Forj does not know`);
		return user;
	}
}

function answer(person: PlannedPerson, kind: Outcome['kind']): Outcome {
	return { key: person.key, kind, forjUserId: '', reason: '', confirmed: false };
}

function shown(user: SimulatedUser, fields: FieldValues): FieldValues {
	return Object.fromEntries(Object.keys(fields).map((key) => [key, user.fields[key] ?? null]));
}
