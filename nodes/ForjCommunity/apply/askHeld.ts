/** Held removals of people of whom Forj has not said whether they are managers. */
import pLimit from 'p-limit';
import type { PlannedPerson, PersonStatus } from '../../core/types';
import type { LinkWork } from './linkWork';
import { CONCURRENCY } from './linkWork';
import { REASON } from './texts';

/** One call a person and run is little; hundreds of strangers are looked at by the admin anyway. */
const MOST_HELD_ASKED = 50;
const MANAGER_BEFORE: PersonStatus = 'Protected';

/** A held person who turns out to be a manager is protected: no release would ever remove that person. */
export async function askHeld(link: LinkWork): Promise<void> {
	const limit = pLimit(CONCURRENCY);
	const people = choose(link.plan.heldToAsk ?? []);
	await Promise.all(people.map((person) => limit(() => askOne(link, person))));
}

/**
 * Who was a manager in the last run is asked first, so that the status stays. The others take turns: they begin anywhere,
 * since nothing remembers who was asked and the times of runs may repeat.
 */
function choose(people: readonly PlannedPerson[]): PlannedPerson[] {
	const wasManager = ({ shownBefore }: PlannedPerson) => shownBefore?.status === MANAGER_BEFORE;
	const others = people.filter((person) => !wasManager(person));
	const start = Math.floor(Math.random() * others.length);
	const inTurn = [...others.slice(start), ...others.slice(0, start)];
	return [...people.filter(wasManager), ...inTurn].slice(0, MOST_HELD_ASKED);
}

async function askOne(link: LinkWork, person: PlannedPerson): Promise<void> {
	if (link.run.blocked()) return;
	try {
		const { isManager } = await link.run.forj.getMember(link.groupId, person.forjUserId);
		if (isManager) link.record(person, 'protected', { reason: REASON.manager });
	} catch (error) {
		// It is held either way.
		await link.run.judge(error);
	}
}
