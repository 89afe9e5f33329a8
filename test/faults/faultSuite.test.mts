/**
 * Many small worlds in n8n's own engine, over real HTTP, in which anything goes wrong (design section 5): after every run nobody was
 * removed wrongly and nobody has two accounts; without faults, everything is right again.
 * FAULT_SEEDS is how many seeds are tried, FAULT_SEED only one of them: the same one fails in the same way.
 */
import { fastClock } from '../support/fastClock.mjs';
import { seededRandom } from '../../sandbox/emulators/index.mjs';
import { quickTimeouts } from './quickTimeouts.mjs';
import { noTotals, tellStory } from './story.mjs';
import { startWorld } from './world.mjs';

const { FAULT_SEED, FAULT_SEEDS } = process.env;
const DEFAULT_SEEDS = 100;
const seeds = FAULT_SEED ? [Number(FAULT_SEED)] : Array.from({ length: Number(FAULT_SEEDS ?? DEFAULT_SEEDS) }, (_, index) => index + 1);

const totals = noTotals();
const time = fastClock();
const timeouts = quickTimeouts();

afterEach(() => jest.restoreAllMocks());

afterAll(() => {
	timeouts.stop();
	time.restore();
	const faults = Object.values(totals.faults).reduce((sum, count) => sum + count, 0);
	process.stdout.write(`Faults: ${JSON.stringify({ seeds: seeds.length, total: faults, ...totals })}\n`);
});

test.each(seeds.map((seed) => ({ seed })))('seed $seed (again: FAULT_SEED=$seed npx jest test/faults): no wrong removal, no second account, and all is right in the end', async ({ seed }) => {
	// The back-off is drawn, too.
	jest.spyOn(Math, 'random').mockImplementation(seededRandom(seed));
	const world = await startWorld(seed, time.now);
	timeouts.watch(world.services);
	try {
		await tellStory(world, totals);
	} catch (error) {
		throw new Error(`${error instanceof Error ? error.message : String(error)}\n\nAgain: FAULT_SEED=${seed} npx jest test/faults\n${world.story.join('\n')}`);
	} finally {
		await world.services.close();
	}
});
