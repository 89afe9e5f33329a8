/**
 * Plans in, calls out, outcomes back (design section 6). Knows no rules: it does what each person's `write` says, and tells
 * for every single one how it ended. Links one after another; in each, adds, updates, removals last.
 */
import type { LinkOutcomes, Plan, PlannedPerson } from '../../core/types';
import { applyAdds } from './adds';
import { askHeld } from './askHeld';
import type { WorkPlan } from './linkWork';
import { LinkWork } from './linkWork';
import { applyRemovals } from './removals';
import type { ApplyRun } from './run';
import { REASON, STOP, describe } from './texts';
import { applyUpdates } from './updates';

export async function applyPlans(run: ApplyRun, plans: readonly Plan[]): Promise<LinkOutcomes[]> {
	const results: LinkOutcomes[] = [];
	for (const plan of plans) results.push(await applyLink(run, plan));
	return results;
}

async function applyLink(run: ApplyRun, plan: Plan): Promise<LinkOutcomes> {
	const people = plan.people.filter(isWrite);
	const heldToAsk = plan.people.filter(({ decision, write }) => decision === 'hold' && write?.remove?.askIfManager === true);
	const idsBefore = new Set(plan.people.map(({ forjUserId }) => forjUserId));
	const membersBefore = new Set(plan.people.filter(({ wasMember }) => wasMember).map(({ forjUserId }) => forjUserId));
	// The list is read after the adds, and again at the very end: pages past its end would be asked for in vain.
	const sizeHint = plan.totals.membersBefore + people.filter(({ decision }) => decision === 'add').length;
	const work = { linkId: plan.linkId, groupId: plan.forjGroup.id, people, heldToAsk, idsBefore, membersBefore, sizeHint };
	const reason = run.options.dryRun ? REASON.dryRun : plan.writable ? undefined : REASON.notWritable;
	return await writePeople(run, work, reason);
}

function isWrite({ decision }: PlannedPerson): boolean {
	return decision === 'add' || decision === 'update' || decision === 'remove';
}

/** Does what the people's `write` says, for plans and for single operations alike; `heldBack` says why nothing is written. */
export async function writePeople(run: ApplyRun, work: WorkPlan, heldBack?: string): Promise<LinkOutcomes> {
	const callsBefore = run.forj.calls;
	const link = new LinkWork(run, work);
	if (heldBack === undefined) await write(link, work.people);
	else for (const person of work.people) link.record(person, 'not_attempted', { reason: heldBack });
	return link.result(run.options.dryRun, run.forj.calls - callsBefore);
}

async function write(link: LinkWork, people: readonly PlannedPerson[]): Promise<void> {
	const planned = (decision: PlannedPerson['decision']) => people.filter((person) => person.decision === decision);
	try {
		await applyAdds(link, planned('add'));
		await applyUpdates(link, planned('update'));
		await applyRemovals(link, planned('remove'));
		await askHeld(link);
	} catch (error) {
		// A fault of this package must not cost the other links, nor the outcomes that are known.
		const stop = { ...STOP.failure, message: `${STOP.failure.message} ${describe(error)}` };
		for (const person of people) if (!link.has(person)) link.recordStop(person, stop);
	}
}
