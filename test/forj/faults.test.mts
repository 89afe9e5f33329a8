/** Apply Plan in n8n's engine against the emulated Forj over real HTTP, while calls go wrong. */
import type { FaultEffect } from '../../sandbox/emulators/index.mjs';
import { forjGroup, forjUser } from '../../sandbox/emulators/index.mjs';
import type { LinkOutcomes } from '../../nodes/core/types';
import { planFor } from '../engine/plans.mjs';
import { runForj } from '../engine/forjWorld.mjs';
import type { FastClock } from '../support/fastClock.mjs';
import { fastClock } from '../support/fastClock.mjs';
import { items } from '../support/runNode.mjs';
import type { Services } from '../support/services.mjs';
import { startServices } from '../support/services.mjs';

const members = Array.from({ length: 12 }, (_, i) => forjUser({ id: 100 + i, email: `m${i}@members.example`, first_name: 'M', last_name: `Nr${i}` }));
const group = forjGroup({ id: 401, name: 'Board', members: members.map((user) => user.id) });
const UPDATED = [100, 101, 102, 103];
const REMOVED = [108, 109, 110, 111];

let services: Services;
let time: FastClock;

beforeAll(async () => {
	services = await startServices({ forj: { seed: { users: members, groups: [group] } } });
	time = fastClock();
});
beforeEach(() => services.reset());
afterAll(async () => {
	time.restore();
	await services.close();
});

function plan(adds: number) {
	return planFor(group, [
		...Array.from({ length: adds }, (_, i) => ({
			key: `add${i}`,
			decision: 'add',
			wasMember: false,
			write: { add: { email: `new${i}@members.example`, fields: { first_name: 'New', last_name: `Nr${i}` } } },
		})),
		...UPDATED.map((id) => ({ key: `update${id}`, decision: 'update', forjUserId: String(id), write: { update: { userId: String(id), fields: { job_title: 'Chair' } } } })),
		...REMOVED.map((id) => ({ key: `remove${id}`, decision: 'remove', forjUserId: String(id), write: { remove: { userId: String(id), askIfManager: id % 2 === 0 } } })),
	]);
}

async function applyPlan(adds: number): Promise<LinkOutcomes> {
	const result = await runForj(services, { resource: 'sync', operation: 'applyPlan' }, { inputs: [items(plan(adds))] });
	expect(result.error).toBeUndefined();
	return result.json[0] as unknown as LinkOutcomes;
}

/** Every outcome tells the truth about the emulated community. */
function expectTruth({ outcomes }: LinkOutcomes, adds: number): void {
	const { state } = services.forj;
	const emails = new Set(state.emailsIn(group.id));
	expect(outcomes).toHaveLength(adds + UPDATED.length + REMOVED.length);
	for (const { key, kind, confirmed, forjUserId } of outcomes) {
		const id = Number(key.replace(/\D+/, ''));
		if (key.startsWith('add') && confirmed) expect([key, emails.has(`new${id}@members.example`)]).toEqual([key, true]);
		if (key.startsWith('add') && confirmed) expect(state.user(Number(forjUserId)).email).toBe(`new${id}@members.example`);
		if (key.startsWith('update') && confirmed) expect([key, state.user(id).fields.job_title]).toEqual([key, 'Chair']);
		if (key.startsWith('remove')) expect([key, kind, emails.has(`m${id - 100}@members.example`)]).toEqual([key, kind, kind !== 'removed' && kind !== 'unchanged']);
	}
	expect(state.accidents).toEqual([]);
	expect(services.forj.unknownRoutes).toEqual([]);
}

const EFFECTS: FaultEffect[] = [
	{ kind: 'status', code: 503, headers: { 'retry-after': '1' } },
	{ kind: 'status', code: 500 },
	{ kind: 'status', code: 429, headers: { 'retry-after': 'soon' } },
	{ kind: 'reset-before' },
	{ kind: 'reset-after-accept' },
	{ kind: 'truncated-json' },
	{ kind: 'html-200' },
	{ kind: 'empty-200' },
	{ kind: 'wrong-shape' },
];
const SINGLE = ['members.add', 'members.get', 'members.list', 'members.remove', 'users.update'];
const BULK = ['bulk.add', 'bulk.status', 'members.list'];
/** The import is not repeated whatever happens, so these stand for the others. */
const IN_BULK = EFFECTS.filter(({ kind }) => kind !== 'reset-before' && kind !== 'truncated-json');
const cases = [...SINGLE.map((endpoint) => [endpoint, 5] as const), ...BULK.map((endpoint) => [endpoint, 30] as const)].flatMap(([endpoint, adds]) =>
	(adds > 20 ? IN_BULK : EFFECTS).map((effect) => ({ endpoint, adds, effect, what: effect.kind === 'status' ? `status ${effect.code}` : effect.kind })),
);

test.each(cases)('one $what at $endpoint with $adds adds: everybody ends as planned', async ({ endpoint, adds, effect }) => {
	services.forj.faults.script([{ ...effect, match: { endpoint } }]);
	const result = await applyPlan(adds);
	expectTruth(result, adds);
	const open = result.outcomes.filter(({ kind }) => !['added', 'updated', 'removed', 'unchanged'].includes(kind));
	// A read that fails right before a removal leaves that one person alone.
	expect(open.filter(({ kind }) => kind !== 'unknown' && kind !== 'protected')).toEqual([]);
});

test.each([1, 2, 3, 4])('random faults, seed %i: whatever is reported is true', async (seed) => {
	services.forj.faults.random({ seed, rate: 0.2 });
	const adds = seed % 2 === 0 ? 30 : 8;
	const result = await applyPlan(adds);
	services.forj.faults.clear();
	expectTruth(result, adds);
});

test('a key that is refused in the middle stops everything, and says so', async () => {
	services.forj.faults.script([{ kind: 'status', code: 401, times: Infinity, match: { endpoint: 'users.update' } }]);
	const result = await applyPlan(5);
	expect(result.stopped?.kind).toBe('auth');
	expect(result.outcomes.filter(({ key }) => key.startsWith('add')).every(({ kind }) => kind === 'added')).toBe(true);
	expect(result.outcomes.filter(({ key }) => !key.startsWith('add')).every(({ kind }) => kind === 'not_attempted')).toBe(true);
	expect(services.forj.counters.byEndpoint['members.remove']).toBeUndefined();
});

test('no reason holds a key, a web page or a header', async () => {
	services.forj.faults.script([{ kind: 'status', code: 422, times: Infinity, body: { message: `<h1>no</h1> ${'x'.repeat(900)}` }, match: { endpoint: 'members.add' } }]);
	const text = JSON.stringify(await applyPlan(5));
	expect(text).not.toContain('<h1>');
	expect(text).not.toContain(services.forj.apiSecret);
	expect(text.length).toBeLessThan(20_000);
});
