/** Whether the services really showed everything to a run: from the emulators' logs, answer by answer. */
import type { LogEntry } from '../../sandbox/emulators/index.mjs';
import type { Picture } from './picture.mjs';
import type { World } from './world.mjs';

/** Rows of a list that faultless answers showed. */
function shownRows(log: readonly LogEntry[], endpoint: string, sizeName: string, cap: number, isGood: (entry: LogEntry) => boolean): Set<number> {
	const rows = new Set<number>();
	for (const entry of log) {
		if (entry.endpoint !== endpoint || entry.status !== 200 || !isGood(entry)) continue;
		const query = new URLSearchParams(entry.path.split('?')[1]);
		const from = Number(query.get('offset') ?? 0);
		// Where rows shift, others come in their place; how far is not in the log.
		const size = Math.min(Number(query.get(sizeName)), cap) + (entry.fault === 'shift-rows' ? MOST_SHIFTED : 0);
		for (let row = from; row < from + size; row += 1) rows.add(row);
	}
	return rows;
}

const SHOWS_RECORDS = new Set(['short-total', 'shift-rows', 'repeat-page']);
const MOST_SHIFTED = 5;
const isFaultless = ({ fault }: LogEntry): boolean => fault === undefined;
const all = (count: number, has: (row: number) => boolean): boolean => Array.from({ length: count }, (_, row) => row).every(has);

/** The sides that were not shown to their end before the first write; empty when both were. */
export function sidesNotShown({ services, options }: World, before: Picture): string[] {
	const novi = services.novi.log.slice(before.logs.novi);
	const forj = services.forj.log.slice(before.logs.forj);
	const firstWrite = forj.findIndex(({ method }) => method !== 'GET');
	const forjReads = firstWrite < 0 ? forj : forj.slice(0, firstWrite);
	// A bare list has no total, so rows that shift in it are beyond proof; that may keep somebody in, and never removes anybody.
	const isForjGood = options.forj.listShape === 'array' ? ({ fault }: LogEntry) => fault === undefined || fault === 'shift-rows' || fault === 'short-total' : isFaultless;

	const rosterRows = shownRows(novi, 'groups.members', 'pageSize', options.novi.maxPageSize ?? 0, isFaultless);
	const listRows = shownRows(forjReads, 'members.list', 'limit', options.forj.pageCap ?? 0, isForjGood);
	// A record is a record, on whatever page it came; rows that a shifted page leaves out are read singly.
	const directoryRows = shownRows(novi, 'members.list', 'pageSize', options.novi.maxPageSize ?? 0, ({ fault }) => fault === undefined || SHOWS_RECORDS.has(fault));
	const singles = new Set(novi.filter((entry) => entry.endpoint === 'members.get' && entry.status === 200 && isFaultless(entry)).map(({ path }) => path.split('/').at(-1)?.split('?')[0]));
	const directory = services.novi.state.members.rows().map(({ UniqueID }) => UniqueID);
	const isRecordShown = (id: string): boolean => singles.has(id) || directoryRows.has(directory.indexOf(id));
	return [
		...(all(before.rosterIds.length, (row) => rosterRows.has(row)) ? [] : ['the Novi roster']),
		...(before.rosterIds.every(isRecordShown) ? [] : ['the Novi records']),
		...(all(before.listRows, (row) => listRows.has(row)) ? [] : ['the Forj members']),
	];
}
