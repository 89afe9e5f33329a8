/** HTTP calls of a first, an unchanged and a 5 % changed run: the built nodes in n8n's engine, against the emulators. */
import { seedAssociation, type Association } from '../sandbox/emulators/index.mjs';
import { linkRow, runChain, type Tables } from '../test/engine/chain.mjs';
import { startServices, type Services } from '../test/support/services.mjs';
import { assertCalls } from './callFormula.mjs';
import { CHANGED_SHARE, changeSome } from './changeSome.mjs';

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
	changeSome(services.novi, pair.noviGroupId, Math.round(people * CHANGED_SHARE));
	return [first, unchanged, await measureRun(people, '5 % changed', services, tables)];
}

async function measureRun(people: number, run: CallRow['run'], services: Services, tables: Tables): Promise<CallRow> {
	const { novi, forj } = services;
	const [noviGroup] = tables.links.map((link) => String(link.novi_group_id));
	const [forjGroup] = tables.links.map((link) => Number(link.forj_group_id));
	const sizes = { roster: novi.state.group(noviGroup ?? '').roster.size, directory: novi.state.members.size, members: forj.state.group(forjGroup ?? 0).members.size };
	const before = { novi: novi.counters, forj: forj.counters };
	const { report } = await runChain(services, tables, `${run} ${people}`);
	const after = { novi: novi.counters, forj: forj.counters };
	const counted = { novi: after.novi.total - before.novi.total, forj: after.forj.total - before.forj.total };
	const { added = 0, updated = 0, removed = 0 } = report[0]?.counters ?? {};
	assertCalls(`${run}, ${people} people`, { ...sizes, adds: added, updates: updated, removals: removed }, counted);
	return {
		people,
		run,
		...counted,
		writes: after.forj.writes - before.forj.writes,
		byEndpoint: difference({ ...prefixed('Novi', after.novi.byEndpoint), ...prefixed('Forj', after.forj.byEndpoint) }, { ...prefixed('Novi', before.novi.byEndpoint), ...prefixed('Forj', before.forj.byEndpoint) }),
		status: report[0]?.status ?? 'no report',
	};
}

function prefixed(service: string, counts: Record<string, number>): Record<string, number> {
	return Object.fromEntries(Object.entries(counts).map(([name, count]) => [`${service} ${name}`, count]));
}

function difference(after: Record<string, number>, before: Record<string, number>): Record<string, number> {
	const entries = Object.entries(after).map(([name, count]): [string, number] => [name, count - (before[name] ?? 0)]);
	return Object.fromEntries(entries.filter(([, count]) => count > 0));
}

/** Groups of one association that hold the same people: the directory is read once for all of them. */
export async function measureManyGroups(groups: number, people: number): Promise<Record<string, number>> {
	const plans = Array.from({ length: groups }, (_, index) => ({ name: `Group ${index + 1}`, size: 0.5, forj: 'manager' as const }));
	const { novi, forj, pairs } = seedAssociation({ seed: 7, people, groups: plans });
	const services = await startServices({ novi: { seed: novi }, forj: { seed: forj } });
	try {
		const links = pairs.map((pair, index) => linkRow(pair.noviGroupId, pair.forjGroupId, { link_id: `group-${index + 1}` }));
		await runChain(services, { links, people: [], members: [] }, 'many groups', true);
		return services.novi.counters.byEndpoint;
	} finally {
		await services.close();
	}
}
