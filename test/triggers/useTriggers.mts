/** What every test of a trigger needs: both services as at the start, the fast clock, and triggers that are closed afterwards. */
import { fastClock, type FastClock } from '../support/fastClock.mjs';
import type { Services } from '../support/services.mjs';
import { startServices } from '../support/services.mjs';
import type { TriggerSetup } from './liveTrigger.mjs';
import { LiveTrigger } from './liveTrigger.mjs';

export interface Triggers {
	/** One pair for all tests of the file. */
	readonly services: Services;
	/** Of the test that runs. */
	readonly clock: FastClock;
	/** Listens until the test is over. */
	open(setup: TriggerSetup): Promise<LiveTrigger>;
}

export function useTriggers(options: Parameters<typeof startServices>[0] = {}): Triggers {
	const opened = new Set<LiveTrigger>();
	let services: Services;
	let clock: FastClock;

	beforeAll(async () => {
		services = await startServices(options);
	});

	beforeEach(() => {
		services.reset();
		clock = fastClock();
	});

	afterEach(async () => {
		clock.restore();
		for (const trigger of opened) await trigger.close();
		opened.clear();
		expect(services.novi.unknownRoutes).toEqual([]);
	});

	afterAll(async () => await services?.close());

	return {
		get services() { return services; },
		get clock() { return clock; },
		open: async (setup) => {
			const trigger = await LiveTrigger.open(setup);
			opened.add(trigger);
			return trigger;
		},
	};
}
