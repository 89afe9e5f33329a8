/** Explain Person: what the next run would do with one person in one link, and why; and what each side shows (design section 8). */
import { noviKey, normaliseEmail } from './identity';
import { EXPLAIN } from './texts';
import type { FieldChange, ForjMember, ForjSnapshot, NoviMember, NoviSnapshot, PersonLinkState, PersonMemory, Plan, PlannedPerson } from './types';

/** How a person is looked for: a Novi `UniqueID`, or an e-mail address of either side. */
export type PersonQuery = { noviId: string } | { email: string };

export interface ExplainInput {
	plan: Plan;
	/** Undefined when the side gave no snapshot of this link. */
	novi: NoviSnapshot | undefined;
	forj: ForjSnapshot | undefined;
	/** By Novi key, of all links. */
	people: ReadonlyMap<string, PersonMemory>;
}

export interface Explanation {
	link_id: string;
	novi_group: string;
	forj_group: string;
	link_status: string;
	link_detail: string;
	found: boolean;
	name: string;
	novi_id: string;
	forj_user_id: string;
	/** What the next run does in Forj. */
	next_run: string;
	status: string;
	reason: string;
	changes: FieldChange[];
	/** Null: the side does not show the person in this group. */
	novi: Omit<NoviMember, 'id' | 'name'> | null;
	forj: Omit<ForjMember, 'id' | 'name'> | null;
	/** Null: nothing is remembered of this person. */
	remembered: { forj_user_id: string; email: string; baseline: PersonMemory['baseline']; link: PersonLinkState } | null;
}

/** One explanation per person who answers to the query, and one that says so when nobody does. */
export function explainPerson(input: ExplainInput, query: PersonQuery): Explanation[] {
	const { plan } = input;
	const people = plan.people.filter((person) => answersTo(person, query, input));
	if (people.length > 0) return people.map((person) => explain(person, input));
	const remembered = [...input.people.values()].find((memory) => isRemembered(memory, query));
	const nextRun = plan.counted ? EXPLAIN.notFound : EXPLAIN.notCompared;
	return [{ ...frame(input, remembered), found: false, name: '', novi_id: remembered?.noviId ?? '', forj_user_id: remembered?.forjUserId ?? '', next_run: nextRun }];
}

function answersTo(person: PlannedPerson, query: PersonQuery, { forj }: ExplainInput): boolean {
	const noviId = person.noviId || person.memory?.noviId || '';
	if ('noviId' in query) return noviId !== '' && noviKey(noviId) === noviKey(query.noviId);
	const account = forj?.members.find(({ id }) => id === person.forjUserId);
	const addresses = [person.email, person.memory?.email, account?.email].map((address) => normaliseEmail(address ?? ''));
	return addresses.includes(normaliseEmail(query.email));
}

function isRemembered(memory: PersonMemory, query: PersonQuery): boolean {
	if ('noviId' in query) return noviKey(memory.noviId) === noviKey(query.noviId);
	return normaliseEmail(memory.email) === normaliseEmail(query.email);
}

function explain(person: PlannedPerson, input: ExplainInput): Explanation {
	const { plan, novi, forj } = input;
	const record = novi?.members.find(({ id }) => person.noviId !== '' && noviKey(id) === noviKey(person.noviId));
	const account = forj?.members.find(({ id }) => id === person.forjUserId);
	return {
		...frame(input, person.memory),
		found: true,
		name: person.name,
		novi_id: person.noviId || person.memory?.noviId || '',
		forj_user_id: person.forjUserId,
		next_run: nextRun(person, plan),
		status: person.decision === 'none' || person.decision === 'hold' ? person.status : 'Planned',
		reason: person.reason,
		changes: person.changes ?? [],
		novi: record ? withoutName(record) : null,
		forj: account ? withoutName(account) : null,
	};
}

function withoutName<T extends object>(side: T): Omit<T, 'id' | 'name'> {
	const entries = Object.entries(side).filter(([key]) => key !== 'id' && key !== 'name');
	return Object.fromEntries(entries) as Omit<T, 'id' | 'name'>;
}

function frame({ plan }: ExplainInput, memory: PersonMemory | undefined): Omit<Explanation, 'found' | 'name' | 'novi_id' | 'forj_user_id' | 'next_run'> {
	return {
		link_id: plan.linkId,
		novi_group: plan.noviGroup.name,
		forj_group: plan.forjGroup.name,
		link_status: plan.status,
		link_detail: [...plan.detail, ...plan.warnings].join(' '),
		status: '',
		reason: '',
		changes: [],
		novi: null,
		forj: null,
		remembered: memory
			? { forj_user_id: memory.forjUserId, email: memory.email, baseline: memory.baseline, link: memory.state[plan.linkId] ?? {} }
			: null,
	};
}

function nextRun(person: PlannedPerson, { writable }: Plan): string {
	const planned = EXPLAIN.nextRun(person.decision, (person.changes ?? []).map(({ field }) => field));
	if (person.decision === 'none' || person.decision === 'hold') return planned;
	return writable ? planned : `${planned} ${EXPLAIN.notWritable}`;
}
