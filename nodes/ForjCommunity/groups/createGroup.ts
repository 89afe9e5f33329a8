/**
 * Creates a group exactly once. Nothing can take it back (a group cannot be deleted through the API), so the call is never
 * repeated; whether it was carried out is told by the list of groups, before and after.
 */
import type { ForjClient } from '../api/client';
import { readGroupId } from '../api/answers';
import type { ForjGroupRow } from '../api/schemas';
import { send } from './doubt';
import type { GroupBody } from './settings';
import { nameForm, readBackOf } from './settings';
import { PROBLEM, WARNING } from './texts';
import { updateGroup } from './updateGroup';

export interface CreatedGroup {
	/** As Forj shows it at the end. */
	row: ForjGroupRow;
	/** Sentences about what did not go as wished. */
	warnings: string[];
}

/** Throws a ServiceError where Forj refused, and a GroupProblem where there is no one group to go on with. */
export async function createGroup(forj: ForjClient, body: GroupBody): Promise<CreatedGroup> {
	const before = await forj.readGroups();
	if (before.failure) throw PROBLEM.listUnread(before.failure);
	const same = idsNamed(before.rows, body.name);
	if (same.length > 0) throw PROBLEM.exists(body.name, same);

	const { answer, doubt } = await send(async () => await forj.createGroup(body));
	const row = await findCreated(forj, body.name, new Set(before.rows.map(({ id }) => id)), readGroupId(answer), doubt);
	const warnings = doubt === undefined ? [] : [WARNING.foundAfterDoubt(doubt)];
	warnings.push(...readBackOf(row, body).notAsSent.map(WARNING.notAsSent));
	return await withoutApproval(forj, row, warnings);
}

/** The one group that is new. An answered id counts only where Forj shows a new group with the name under it. */
async function findCreated(forj: ForjClient, name: string, known: ReadonlySet<string>, id: string | undefined, doubt: unknown): Promise<ForjGroupRow> {
	const answered = id === undefined || known.has(id) ? undefined : await tryGet(forj, id);
	if (answered && isNamed(answered, name)) return answered;

	const after = await forj.readGroups();
	if (after.failure) throw PROBLEM.maybeCreated(name, doubt, after.failure);
	const added = after.rows.filter((row) => !known.has(row.id));
	const ids = idsNamed(added, name);
	if (ids.length > 1) throw PROBLEM.severalCreated(name, ids);
	if (ids.length === 1) return await get(forj, ids[0], name);
	// Forj may keep a name in another form than it was sent.
	if (answered && added.some((row) => row.id === answered.id)) return answered;
	throw PROBLEM.notCreated(name, doubt);
}

/** The create call is not documented to know approval, so it is switched off afterwards, unless Forj shows it off. */
async function withoutApproval(forj: ForjClient, row: ForjGroupRow, warnings: string[]): Promise<CreatedGroup> {
	if (row.requires_approval === false) return { row, warnings };
	try {
		const { row: updated, notAsSent } = await updateGroup(forj, row.id, { requires_approval: 'false' });
		return { row: updated, warnings: [...warnings, ...notAsSent.map(WARNING.notAsSent)] };
	} catch (error) {
		return { row, warnings: [...warnings, WARNING.approvalStaysOn(error)] };
	}
}

async function get(forj: ForjClient, id: string, name: string): Promise<ForjGroupRow> {
	try {
		return await forj.getGroup(id);
	} catch (error) {
		throw PROBLEM.createdUnread(name, id, error);
	}
}

async function tryGet(forj: ForjClient, id: string): Promise<ForjGroupRow | undefined> {
	try {
		return await forj.getGroup(id);
	} catch {
		return undefined;
	}
}

function isNamed(row: ForjGroupRow, name: string): boolean {
	return nameForm(row.name ?? '') === nameForm(name);
}

function idsNamed(rows: readonly ForjGroupRow[], name: string): string[] {
	return rows.filter((row) => isNamed(row, name)).map(({ id }) => id);
}
