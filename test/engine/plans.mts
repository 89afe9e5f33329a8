/** Plans as Compare Members would make them, with harmless defaults: a case says only what matters to it. */
import type { IDataObject } from 'n8n-workflow';

type Person = { key: string; decision: string } & Record<string, unknown>;

/** A plan of the link `link-1` that may be written. */
export function planFor(group: { id: number; name: string }, people: Person[]): IDataObject {
	return {
		kind: 'plan',
		linkId: 'link-1',
		enabled: true,
		noviGroup: { id: '3f2a9c14-6b1e-4d7a-9c55-0000000000e1', name: group.name },
		forjGroup: { id: String(group.id), name: group.name },
		plannedAt: '2026-11-01T09:00:00.000Z',
		status: 'Up To Date',
		detail: [],
		warnings: [],
		writable: true,
		counted: true,
		totals: { roster: 0, eligible: 0, membersBefore: 25 },
		snapshotsComplete: true,
		brakes: [],
		people: people.map((person) => ({ noviId: '', forjUserId: '', name: person.key, email: '', status: 'Up To Date', reason: '', failedRuns: 0, wasMember: true, ...person })),
		gone: [],
		state: {},
		removedBefore: [],
		shown: { count: 0, leftovers: false },
		calls: { novi: 0, forj: 0 },
	} as unknown as IDataObject;
}
