/** A call that is never answered ends as a time-out of the nodes' own HTTP client, and takes no time here. */
import { fastClock } from '../support/fastClock.mjs';
import type { SyncWorld } from '../engine/syncWorld.mjs';
import { startSyncWorld } from '../engine/syncWorld.mjs';
import { quickTimeouts } from './quickTimeouts.mjs';

const time = fastClock();
const timeouts = quickTimeouts();
let sync: SyncWorld;

beforeAll(async () => {
	sync = await startSyncWorld({});
	timeouts.watch(sync.services);
});

afterAll(async () => {
	timeouts.stop();
	time.restore();
	await sync.close();
});

test('Novi never answers: the link says so, and nobody waited', async () => {
	sync.services.novi.faults.script([{ kind: 'timeout', match: { endpoint: 'groups.get' }, times: Infinity }]);
	const startedAt = Date.now();
	const { report } = await sync.round();
	expect(report).toMatchObject([{ status: 'Held', detail: expect.stringContaining('did not answer "Get group" in time') }]);
	expect(Date.now() - startedAt).toBeLessThan(30_000);
});
