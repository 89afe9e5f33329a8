/** Rows as a year leaves them behind when 100 a day are written and nothing is cleaned up. */
import { insertRows } from './insertRows.mjs';
import type { BenchWorld } from './world.mjs';

const DAYS = 365;
const ROWS_A_DAY = 100;
const DAY_MS = 86_400_000;

/** @returns rows in each of the three tables */
export async function addOldRows(world: BenchWorld): Promise<number> {
	const { novi, groups } = world;
	const roster = [...novi.state.group(groups.novi).roster.keys()];
	const count = DAYS * ROWS_A_DAY;
	const at = (index: number): string => new Date(Date.now() - DAY_MS * (DAYS - index / ROWS_A_DAY)).toISOString();
	const tables: Record<string, (index: number) => Record<string, unknown>> = {
		novi_forj_people: (index) => ({ novi_id: roster[index % roster.length], forj_user_id: '', email: '', baseline: '{}', state: '{}', updated_at: at(index) }),
		novi_forj_members: (index) => ({ run_id: `old-${index}`, link_id: 'all-members', novi_id: roster[index % roster.length], forj_user_id: '', name: 'Somebody', email: '', status: 'Up To Date', action: 'none', reason: '', since: at(index) }),
		novi_forj_runs: (index) => ({ run_id: `old-${index}`, link_id: 'all-members', direction: 'novi_to_forj', started_at: at(index), finished_at: at(index), outcome: 'Up To Date', counters: '{}', detail: '' }),
	};
	for (const [table, row] of Object.entries(tables)) await insertRows(world, table, Array.from({ length: count }, (_, index) => row(index)));
	return count;
}
