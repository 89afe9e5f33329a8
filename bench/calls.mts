/** HTTP calls of a first, an unchanged and a 5 % changed run: the built nodes in n8n's engine, against the emulators. */
import { seedAssociation, type Association } from '../sandbox/emulators/index.mjs';
import { linkRow, runChain, type Tables } from '../test/engine/chain.mjs';
import { startServices, type Services } from '../test/support/services.mjs';

export interface CallRow {
	people: number;
	run: 'first' | 'unchanged' | '5 % changed';
	novi: number;
	forj: number;
	/** Calls that are no GET. */
	writes: number;
	byEndpoint: Record<string, number>;
	status: string;
}

const CHANGED_SHARE = 0.05;

/** One linked group that holds everybody. */
export async function measureCalls(people: number): Promise<CallRow[]> {
	const association = seedAssociation({ seed: 7, people, groups: [{ name: 'All Members', size: 1, forj: 'manager' }] });
	const services = await startServices({ novi: { seed: association.novi }, forj: { seed: association.forj } });
	try {
		return await threeRuns(people, services, association);
	} finally {
		await services.close();
	}
}

async function threeRuns(people: number, services: Services, { pairs }: Association): Promise<CallRow[]> {
	const pair = pairs[0];
	if (!pair) throw new Error('The seed made no linked group.');
	const tables: Tables = { links: [linkRow(pair.noviGroupId, pair.forjGroupId)], people: [], members: [] };
	const first = await measureRun(people, 'first', services, tables);
	const unchanged = await measureRun(people, 'unchanged', services, tables);
	changeSome(services, pair.noviGroupId, Math.round(people * CHANGED_SHARE));
	return [first, unchanged, await measureRun(people, '5 % changed', services, tables)];
}

async function measureRun(people: number, run: CallRow['run'], services: Services, tables: Tables): Promise<CallRow> {
	const { novi, forj } = services;
	const before = { novi: novi.counters, forj: forj.counters };
	const { report } = await runChain(services, tables, `${run} ${people}`);
	const after = { novi: novi.counters, forj: forj.counters };
	return {
		people,
		run,
		novi: after.novi.total - before.novi.total,
		forj: after.forj.total - before.forj.total,
		writes: after.forj.writes - before.forj.writes,
		byEndpoint: difference({ ...prefixed('Novi', after.novi.byEndpoint), ...prefixed('Forj', after.forj.byEndpoint) }, { ...prefixed('Novi', before.novi.byEndpoint), ...prefixed('Forj', before.forj.byEndpoint) }),
		status: report[0]?.status ?? 'no report',
	};
}

/** Every second changed person has a new job, the others leave the group. */
function changeSome({ novi }: Services, groupId: string, count: number): void {
	const roster = [...novi.state.group(groupId).roster.keys()];
	const eligible = roster.filter((id) => {
		const { CustomerType, Active, AccountEmail } = novi.state.member(id);
		return CustomerType === 'Person' && Active === true && !!AccountEmail;
	});
	for (const [index, id] of eligible.slice(0, count).entries()) {
		if (index % 2 === 0) novi.state.updateMember(id, { JobTitle: `Chair of Committee ${index}` });
		else novi.state.leaveGroup(groupId, id);
	}
}

function prefixed(service: string, counts: Record<string, number>): Record<string, number> {
	return Object.fromEntries(Object.entries(counts).map(([name, count]) => [`${service} ${name}`, count]));
}

function difference(after: Record<string, number>, before: Record<string, number>): Record<string, number> {
	const entries = Object.entries(after).map(([name, count]): [string, number] => [name, count - (before[name] ?? 0)]);
	return Object.fromEntries(entries.filter(([, count]) => count > 0));
}
