/** Which kind of comparison the inputs call for, and its plans. Pure: the clock is passed in. */
import { isRow } from '../../core/linkRow';
import { isEmptyItem, looseSnapshots } from '../../core/looseSnapshots';
import { planRun } from '../../core/planRun';
import type { Remembered } from '../../core/remembered';
import { readRemembered } from '../../core/remembered';
import { isForjSnapshot, isNoviSnapshot } from '../../core/snapshots';
import type { Plan } from '../../core/types';
import { ownLinks } from './ownLinks';
import type { OwnSettings } from './ownSettings';
import { inOwnWords, PROBLEM, type CompareProblem } from './texts';

export interface CompareRequest {
	/** The json of each input's items, as they came in. */
	novi: readonly unknown[];
	forj: readonly unknown[];
	remembered: readonly unknown[];
	output: 'plan' | 'people';
	bothListsComplete: boolean;
	/** For links that no row of `novi_forj_links` describes. */
	own: OwnSettings;
	/** ISO time. */
	now: string;
}

export type Comparison = { plans: Plan[] } | { problem: CompareProblem };

/** Never throws: whatever cannot be compared is a `problem`, with what to do. */
export function compare(request: CompareRequest): Comparison {
	const failed = request.remembered.findIndex(isErrorItem);
	if (failed !== -1) return { problem: PROBLEM.rememberedFailed(failed) };
	const remembered = readRemembered(request.remembered.filter(isRow));
	const kinds = { novi: kindOf(request.novi), forj: kindOf(request.forj) };
	const snapshots = kinds.novi === 'snapshots' || kinds.forj === 'snapshots';
	if (snapshots || remembered.links.length > 0) return compareSnapshots(request, remembered, kinds);
	if (request.output === 'people') return compareLoose(request, remembered);
	if (kinds.novi === 'nothing' && kinds.forj === 'nothing') return { plans: [] };
	return { problem: PROBLEM.noSnapshot };
}

type SideKind = 'snapshots' | 'people' | 'failed' | 'nothing';

function kindOf(items: readonly unknown[]): SideKind {
	if (items.some((item) => isRow(item) && (item.kind === 'noviSnapshot' || item.kind === 'forjSnapshot'))) return 'snapshots';
	if (items.some((item) => !isEmptyItem(item) && !isErrorItem(item))) return 'people';
	return items.some(isErrorItem) ? 'failed' : 'nothing';
}

function isErrorItem(item: unknown): boolean {
	return isRow(item) && 'error' in item;
}

function compareSnapshots(
	{ novi, forj, output, own, now }: CompareRequest,
	remembered: Remembered,
	kinds: { novi: SideKind; forj: SideKind },
): Comparison {
	const loosePeople = kinds.novi === 'people' || kinds.forj === 'people';
	const known = remembered.links.length > 0;
	if (loosePeople && (output === 'people' || !known)) return { problem: PROBLEM.peopleBesideSnapshots };
	const links = known ? remembered.links : ownLinks(novi.filter(isNoviSnapshot), forj.filter(isForjSnapshot), own.row);
	if (links === undefined) return { problem: PROBLEM.linkIdsAbsent };
	const plans = planRun({
		novi,
		forj,
		remembered: { ...(known ? remembered : withMappings(remembered, own)), links },
		now,
		// A plan is for the tables, even when they are still empty: then it is a first run.
		hasMemory: known || output === 'plan',
		checkGroup: true,
	});
	if (plans.length === 0) return { problem: PROBLEM.noSnapshot };
	if (output === 'people' && plans.every((plan) => plan.status === 'Error' && !plan.counted)) {
		return { problem: PROBLEM.nothingCompared(plans[0].detail) };
	}
	return { plans: known ? plans : plans.map((plan) => inOwnWords(plan, false)) };
}

function compareLoose(request: CompareRequest, remembered: Remembered): Comparison {
	const { novi, forj, bothListsComplete, own, now } = request;
	const result = looseSnapshots({ novi, forj, bothListsComplete, readAt: now });
	if ('problem' in result) return result;
	const links = ownLinks([result.novi], [result.forj], own.row) ?? [];
	const plans = planRun({
		novi: [result.novi],
		forj: [result.forj],
		remembered: { ...withMappings(remembered, own), links },
		now,
		hasMemory: false,
		checkGroup: false,
	});
	return { plans: plans.map((plan) => inOwnWords(plan, true)) };
}

/** A row of `novi_forj_fields` counts before an option of the node. */
function withMappings(remembered: Remembered, { mappings }: OwnSettings): Remembered {
	const mapped = new Set(remembered.mappings.map(({ noviField }) => noviField));
	return { ...remembered, mappings: [...mappings.filter(({ noviField }) => !mapped.has(noviField)), ...remembered.mappings] };
}
