/** What is remembered of people after a run (design section 7): patches of all links become one row per person. */
import { sameValue } from './fields';
import { noviKey } from './identity';
import { canonicalJson } from './canonical';
import { refusedFields, type PersonResult } from './results';
import type { FieldValues, MemoryPatch, Outcome, PersonLinkState, PersonMemory, Plan, PlannedPerson } from './types';

/** Collects patches over the links of one run. */
export class MemoryChanges {
	private readonly people = new Map<string, { before: string; memory: PersonMemory }>();

	apply(linkId: string, noviId: string, before: PersonMemory | undefined, patch: MemoryPatch): void {
		const key = noviKey(noviId);
		if (key === '') return;
		const entry = this.people.get(key) ?? {
			before: before === undefined ? '' : canonicalJson(before),
			memory: before ?? { noviId, forjUserId: '', email: '', baseline: {}, state: {} },
		};
		this.people.set(key, { before: entry.before, memory: patched(entry.memory, linkId, patch) });
	}

	/** People whose memory is another than before, in a stable order. */
	changed(): PersonMemory[] {
		return [...this.people.entries()]
			.filter(([, { before, memory }]) => canonicalJson(memory) !== before)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([, { memory }]) => memory);
	}
}

function patched(memory: PersonMemory, linkId: string, patch: MemoryPatch): PersonMemory {
	const newAccount = patch.forjUserId !== undefined && memory.forjUserId !== '' && patch.forjUserId !== memory.forjUserId;
	const state = { ...memory.state };
	if (patch.link) state[linkId] = withoutBlanks({ ...state[linkId], ...patch.link });
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
	const { member, addedBySync, leftSince, failedRuns, refused } = state;
	return {
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
			if (patch) changes.apply(plan.linkId, noviId, person.memory, patch);
		};
		learn(person.learn);
		if (outcome) learn(patchOf(person, outcome, plan.linkId));
	}
	for (const { memory, learn } of plan.gone) changes.apply(plan.linkId, memory.noviId, memory, learn);
}

function patchOf(person: PlannedPerson, outcome: Outcome, linkId: string): MemoryPatch | undefined {
	switch (outcome.kind) {
		case 'added':
			return {
				...(outcome.forjUserId !== '' && { forjUserId: outcome.forjUserId }),
				email: person.email,
				...(outcome.confirmed && { baseline: person.write?.add?.fields ?? {} }),
				link: { member: outcome.confirmed, addedBySync: true, leftSince: '', failedRuns: 0 },
			};
		case 'updated':
			return updatePatch(person, outcome, linkId);
		case 'removed':
			return { link: { member: false, addedBySync: false, leftSince: '', failedRuns: 0 } };
		case 'failed':
			return { link: { failedRuns: person.failedRuns + 1 } };
		case 'protected':
		case 'unknown':
		case 'unchanged':
			return person.failedRuns > 0 ? { link: { failedRuns: 0 } } : undefined;
		case 'not_attempted':
			return undefined;
	}
}

/** Values that Forj shows as sent are agreed; those it shows differently are not sent again (design 4.6). */
function updatePatch(person: PlannedPerson, outcome: Outcome, linkId: string): MemoryPatch {
	const sent = person.write?.update?.fields ?? {};
	const refusedNow = new Set(refusedFields(person, outcome));
	const baseline: FieldValues = {};
	const refused: FieldValues = { ...person.memory?.state[linkId]?.refused };
	for (const [key, value] of Object.entries(sent)) {
		if (refusedNow.has(key)) refused[key] = value;
		else {
			delete refused[key];
			if (outcome.readBack && sameValue(outcome.readBack[key], value)) baseline[key] = value;
		}
	}
	return { baseline, link: { refused, failedRuns: 0 } };
}
