/** Runs of one contender at one size: first, unchanged, 5 % changed; as often as asked for. */
import { assertCalls } from '../callFormula.mjs';
import { CHANGED_SHARE, changeSome } from '../changeSome.mjs';
import { idleMegabytes, peakDuring } from './memory.mjs';
import { executionBytes } from './storedData.mjs';
import { BenchWorld, type Contender } from './world.mjs';

/** `right after`: nothing changed either, but everybody is noted as Up To Date who was Added before. */
export const KINDS = ['first', 'right after', 'unchanged', '5 % changed'] as const;
export type Kind = (typeof KINDS)[number];

export interface Sample {
	contender: Contender;
	people: number;
	kind: Kind;
	ms: number;
	calls: number;
	writes: number;
	/** MB above the idle n8n. */
	memory: number;
	/** Bytes that n8n's database has more of executions. */
	stored: number;
}

export interface Order {
	contender: Contender;
	people: number;
	rounds: number;
	kinds: readonly Kind[];
	progress: (what: string) => void;
}

export async function measure({ contender, people, rounds, kinds, progress }: Order): Promise<Sample[]> {
	progress(`${contender}, ${people.toLocaleString('en')} people: starting n8n`);
	const world = await BenchWorld.start({ people, contender });
	try {
		const idle = await idleMegabytes(world.n8n.pid);
		const samples: Sample[] = [];
		for (let round = 0; round < rounds; round++) {
			if (round > 0) await world.startOver();
			for (const kind of kinds) {
				if (kind === '5 % changed') changeSome(world.novi, world.groups.novi, Math.round(people * CHANGED_SHARE));
				const sample = await oneRun(world, { contender, people, kind }, idle);
				samples.push(sample);
				progress(`${contender}, ${people.toLocaleString('en')} people, round ${round + 1} of ${rounds}, ${kind}: ${(sample.ms / 1000).toFixed(1)} s, ${sample.calls} calls`);
			}
		}
		return samples;
	} finally {
		await world.close();
	}
}

async function oneRun(world: BenchWorld, what: Pick<Sample, 'contender' | 'people' | 'kind'>, idle: number): Promise<Sample> {
	const [before, sizes, storedBefore] = [world.calls, world.sizes, await executionBytes(world.userFolder)];
	const { result: ms, peak } = await peakDuring(world.n8n.pid, async () => await world.run());
	const after = world.calls;
	const counted = { novi: after.novi - before.novi, forj: after.forj - before.forj };
	await world.assertUpToDate();
	if (what.contender === 'shipped') {
		const { added = 0, updated = 0, removed = 0 } = await world.counters();
		assertCalls(`${what.kind}, ${what.people} people, in n8n`, { ...sizes, adds: added, updates: updated, removals: removed }, counted);
	}
	return {
		...what,
		ms,
		calls: counted.novi + counted.forj,
		writes: after.writes - before.writes,
		memory: Math.max(0, peak - idle),
		stored: (await executionBytes(world.userFolder)) - storedBefore,
	};
}
