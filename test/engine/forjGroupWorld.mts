/** For tests that write group settings: a Forj opened in each test and closed behind it, and a clock that waits for nothing. */
import type { ForjOptions } from '../../sandbox/emulators/index.mjs';
import { quickTimeouts } from '../faults/quickTimeouts.mjs';
import { fastClock } from '../support/fastClock.mjs';
import type { Services } from '../support/services.mjs';
import type { Variant } from './forjWorld.mjs';
import { startForjWorld } from './forjWorld.mjs';

/** How Forj may answer a call that writes a group. */
export const WRITE_ANSWERS: Variant[] = (['wrapped', 'id', 'sentence', 'nothing'] as const).map((groupWriteAnswer) => ({
	service: `that answers a write in the form "${groupWriteAnswer}"`,
	options: { groupWriteAnswer },
}));

export interface ForjGroupWorld {
	/** Call it once in a test. */
	open(options?: ForjOptions): Promise<Services>;
	/** How often the open Forj was asked. */
	calls(endpoint: string): number;
}

/** Closes and checks what was opened, after each test of the file. */
export function useForjGroupWorld(): ForjGroupWorld {
	const clock = fastClock();
	const timeouts = quickTimeouts();
	let services: Services;

	afterEach(async () => {
		expect(services.forj.unknownRoutes).toEqual([]);
		await services.close();
	});

	afterAll(() => {
		timeouts.stop();
		clock.restore();
	});

	return {
		open: async (options = {}) => {
			services = await startForjWorld(options);
			timeouts.watch(services);
			return services;
		},
		calls: (endpoint) => services.forj.counters.byEndpoint[endpoint] ?? 0,
	};
}
