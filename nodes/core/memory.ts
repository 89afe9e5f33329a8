/** What is remembered of people after a run (design section 7): patches of all links become one row per person. */
import { sameValue } from './values';
import { noviKey } from './identity';
import { canonicalJson } from './canonical';
import { refusedFields, type PersonResult } from './results';
import type { FieldValues, MemoryPatch, Outcome, PersonLinkState, PersonMemory, Plan, PlannedPerson } from './types';

/** Collects patches over the links of one run. */
export class MemoryChanges {
	private readonly people = new Map<string, { before: string; memory: PersonMemory }>();

	apply(plan: Plan, noviId: string, before: PersonMemory | undefined, patch: MemoryPatch): void {
		const key = noviKey(noviId);
		if (key === '') return;
		const entry = this.people.get(key) ?? {
			before: before === undefined ? '' : canonicalJson(before),
			memory: before ?? { noviId, forjUserId: '', email: '', baseline: {}, state: {} },
		};
		this.people.set(key, { before: entry.before, memory: patched(entry.memory, plan, patch) });
	}

	/** People whose memory is another than before, in a stable order. */
	changed(): PersonMemory[] {
		return [...this.people.entries()]
			.filter(([, { before, memory }]) => canonicalJson(memory) !== before)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([, { memory }]) => memory);
	}
}

function patched(memory: PersonMemory, { linkId, forjGroup }: Plan, patch: MemoryPatch): PersonMemory {
	const newAccount = patch.forjUserId !== undefined && memory.forjUserId !== '' && patch.forjUserId !== memory.forjUserId;
	const state = { ...memory.state };
	if (patch.link || newAccount) {
		const known = state[linkId];
		const kept = known === undefined || (known.groupId ?? forjGroup.id) !== forjGroup.id ? {} : known;
		state[linkId] = withoutBlanks({ ...kept, ...(newAccount && { refused: {} }), ...patch.link, groupId: forjGroup.id });
	}
	return {
		noviId: memory.noviId,
		forjUserId: patch.forjUserId ?? memory.forjUserId,
		email: patch.email ?? memory.email,
		// A baseline is an agreement with one account; another account starts without one.
		baseline: { ...(newAccount ? {} : memory.baseline), ...patch.baseline },
		state,
	};
}

function withoutBlanks(state: PersonLinkState): PersonLinkState {
	const { groupId, member, addedBySync, leftSince, failedRuns, refused } = state;
	return {
		...(groupId && { groupId }),
		...(member && { member }),
		...(addedBySync && { addedBySync }),
		...(leftSince && { leftSince }),
		...(failedRuns && { failedRuns }),
		...(refused && Object.keys(refused).length > 0 && { refused }),
	};
}

/** Everything that a link's run teaches about its people. */
export function rememberLink(changes: MemoryChanges, plan: Plan, results: readonly PersonResult[]): void {
	for (const { person, outcome } of results) {
		const noviId = person.noviId || person.memory?.noviId || '';
		const learn = (patch: MemoryPatch | undefined): void => {
			if (patch) changes.apply(plan, noviId, person.memory, patch);
		};
		learn(person.learn);
		if (outcome) learn(patchOf(person, outcome, plan));
	}
	for (const { memory, learn } of plan.gone) changes.apply(plan, memory.noviId, memory, learn);
}

function patchOf(person: PlannedPerson, outcome: Outcome, plan: Plan): MemoryPatch | undefined {
	switch (outcome.kind) {
		case 'added':
			return {
				...(outcome.forjUserId !== '' && { forjUserId: outcome.forjUserId }),
				email: person.email,
				baseline: agreedValues(person.write?.add?.fields ?? {}, outcome),
				link: { member: outcome.confirmed, addedBySync: true, leftSince: '', failedRuns: 0 },
			};
		case 'updated':
			return updatePatch(person, outcome, plan);
		case 'removed':
			return GONE;
		case 'failed':
			// A removal that was refused may have been done all the same: then a later absence is not the person's own leaving.
			return { link: { failedRuns: person.failedRuns + 1, ...(person.decision === 'remove' && { member: false }) } };
		case 'unchanged':
			return unchangedPatch(person, outcome);
		case 'protected':
		case 'unknown':
			return person.failedRuns > 0 ? { link: { failedRuns: 0 } } : undefined;
		case 'not_attempted':
			return undefined;
	}
}

const GONE: MemoryPatch = { link: { member: false, addedBySync: false, leftSince: '', failedRuns: 0 } };

/** Forj was already as planned: the account that an add names is the pair all the same (design 4.4). */
function unchangedPatch(person: PlannedPerson, outcome: Outcome): MemoryPatch {
	if (person.decision === 'remove') return GONE;
	if (person.decision !== 'add') return { link: { failedRuns: 0 } };
	return {
		...(outcome.forjUserId !== '' && { forjUserId: outcome.forjUserId }),
		email: person.email,
		link: { member: outcome.confirmed, leftSince: '', failedRuns: 0 },
	};
}

/** Both sides agree on what was sent and is shown; the rest is learned when the next run reads it. */
function agreedValues(sent: FieldValues, { readBack = {} }: Outcome): FieldValues {
	return Object.fromEntries(Object.entries(sent).filter(([key, value]) => key in readBack && sameValue(readBack[key], value)));
}

/** Values that Forj shows as sent are agreed; those it shows differently are not sent again (design 4.6). */
function updatePatch(person: PlannedPerson, outcome: Outcome, { linkId, forjGroup }: Plan): MemoryPatch {
	const sent = person.write?.update?.fields ?? {};
	const refusedNow = new Set(refusedFields(person, outcome));
	// What the comparison settled in this run is settled, also while another field is sent.
	const known = person.memory?.state[linkId];
	const ofThisGroup = known?.groupId === undefined || known.groupId === forjGroup.id;
	const refused: FieldValues = { ...(person.learn?.link?.refused ?? (ofThisGroup ? known?.refused : undefined)) };
	for (const [key, value] of Object.entries(sent)) {
		if (refusedNow.has(key)) refused[key] = value;
		else delete refused[key];
	}
	return { baseline: agreedValues(sent, outcome), link: { refused, failedRuns: 0 } };
}
