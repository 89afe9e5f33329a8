/** A Novi site in memory, as far as reading groups needs it. Counts calls as the client does. */
import { readEnvelopeList } from '../../nodes/shared/http/envelopeList';
import type { ServiceErrorKind } from '../../nodes/shared/http/serviceError';
import { serviceFailure } from '../../nodes/shared/http/serviceError';
import type { CallCounter } from '../../nodes/NoviAms/api/client';
import type { MemberRecord } from '../../nodes/NoviAms/api/schemas';
import type { SnapshotSource } from '../../nodes/NoviAms/snapshot/readSnapshots';

export interface FakeSite {
	/** Group id to the ids on its roster. */
	rosters: Record<string, string[]>;
	/** Directory in its order. */
	records: MemberRecord[];
	/** Records that only a single call shows. */
	hidden?: MemberRecord[];
	/** Rows a directory page really has. */
	directoryPage?: number;
	/** Fields of the group's own record. */
	groups?: Record<string, Record<string, unknown>>;
	/** Failure of a call: 'group', 'roster', 'count', 'directory:<n-th page>', 'single:<id>'. */
	fail?: Record<string, ServiceErrorKind>;
	/** Called before every call, to change the site while it is read. */
	before?: (call: string, site: FakeSite) => void;
}

export function person(id: string, more: Record<string, unknown> = {}): MemberRecord {
	return {
		UniqueID: id,
		Name: `Person ${id}`,
		FirstName: 'Person',
		LastName: id,
		CustomerType: 'Person',
		Active: true,
		AccountEmail: `${id}@members.example`,
		ParentMemberName: null,
		JobTitle: '',
		...more,
	};
}

export function fakeNovi(site: FakeSite): SnapshotSource & { log: string[] } {
	const log: string[] = [];
	let pages = 0;
	const count = (call: string, counter: CallCounter | undefined, ...failKeys: string[]) => {
		log.push(call);
		if (counter) counter.calls++;
		site.before?.(call, site);
		const kind = failKeys.map((key) => site.fail?.[key]).find((found) => found !== undefined);
		if (kind) throw serviceFailure('Novi', kind, { endpoint: call, delivery: 'answered', status: kind === 'auth' ? 401 : undefined });
	};
	return {
		log,
		staging: false,
		allowStagingSync: false,
		getGroup: async (id, counter) => {
			count('group', counter, 'group', `group:${id}`);
			if (!(id in site.rosters)) throw serviceFailure('Novi', 'not_found', { endpoint: 'Get group', delivery: 'answered', status: 404 });
			return { UniqueID: id, Name: `Group ${id}`, ...site.groups?.[id] };
		},
		listRoster: async (id, what, counter) =>
			await readEnvelopeList({
				what,
				pageSize: 1_000,
				idOf: (row) => row.UniqueID,
				readPage: async (offset, size) => {
					count('roster', counter, 'roster', `roster:${id}`);
					const all = site.rosters[id].map((UniqueID) => ({ UniqueID, Name: `Roster ${UniqueID}` }));
					return { TotalCount: all.length, Results: all.slice(offset, offset + size) };
				},
			}),
		countRoster: async (id, counter) => {
			count('count', counter, 'count', `count:${id}`);
			return site.rosters[id].length;
		},
		directoryPage: async (offset, counter) => {
			count(`directory@${offset}`, counter, 'directory', `directory:${++pages}`);
			return { total: site.records.length, rows: site.records.slice(offset, offset + (site.directoryPage ?? 1_000)) };
		},
		getMember: async (id, counter) => {
			count(`single:${id}`, counter, 'single', `single:${id}`);
			const record = [...site.records, ...(site.hidden ?? [])].find(({ UniqueID }) => UniqueID.toLowerCase() === id.toLowerCase());
			if (!record) throw serviceFailure('Novi', 'not_found', { endpoint: 'Get member', delivery: 'answered', status: 404 });
			return record;
		},
	};
}
