/** How long only reading takes: the two reading nodes in n8n, and the same pages over plain HTTP. */
import { BenchWorld } from './world.mjs';
import { readPlainly } from './plainReading.mjs';

export interface Reading {
	people: number;
	inN8n: number[];
	plain: number[];
}

export async function measureReading(people: number, rounds: number, progress: (what: string) => void): Promise<Reading> {
	const world = await BenchWorld.start({ people, contender: 'reading' });
	try {
		world.fillForj();
		const reading: Reading = { people, inN8n: [], plain: [] };
		// The first run of a fresh n8n compiles what it runs, and counts for no one.
		await world.run();
		for (let round = 0; round < rounds; round++) {
			reading.inN8n.push(await world.run());
			reading.plain.push(await readPlainly(world));
		}
		progress(`only reading, ${people.toLocaleString('en')} people`);
		return reading;
	} finally {
		await world.close();
	}
}
