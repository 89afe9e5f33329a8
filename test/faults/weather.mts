/** What goes wrong in one run: any call at random, or one endpoint the whole time. */
import type { FaultEffect, Faults, RandomFault, Random } from '../../sandbox/emulators/index.mjs';
import { RANDOM_FAULTS, pick } from '../../sandbox/emulators/index.mjs';
import { between, chance } from './people.mjs';
import type { World } from './world.mjs';

const NOVI_ENDPOINTS = ['groups.get', 'groups.members', 'members.list', 'members.get'];
const FORJ_WRITES = ['members.get', 'users.get', 'members.add', 'members.remove', 'users.update', 'bulk.add', 'bulk.status'];
const FORJ_ENDPOINTS = ['groups.get', 'members.list', ...FORJ_WRITES];

const SILENCE: RandomFault[] = [{ kind: 'timeout' }, { kind: 'timeout-after-accept' }];
/**
 * Refusals, as a service may give them by mistake. No 404 for a user, though: it is what Forj says when an account is gone,
 * and believed (design 6).
 */
const REFUSALS: RandomFault[] = [
	...[400, 401, 403, 409, 422].map((code): RandomFault => ({ kind: 'status', code })),
	...[...NOVI_ENDPOINTS, 'members.list', 'members.add', 'members.remove', 'bulk.add', 'bulk.status'].map((endpoint): RandomFault => ({ kind: 'status', code: 404, match: { endpoint } })),
];
/** Only pages can lie about their list, so among all calls these would be rare. */
const LIES: RandomFault[] = [{ kind: 'short-total' }, { kind: 'shift-rows' }, { kind: 'shift-rows', by: -1 }, { kind: 'repeat-page' }];

const OFTEN = [...RANDOM_FAULTS, ...SILENCE, ...LIES, { kind: 'wrong-shape' } as const];
const ALL = [...OFTEN, ...OFTEN, ...OFTEN, ...LIES, ...REFUSALS];

/** Faults that last; a total that is too small in every answer is one that nobody could doubt. */
const LASTING: FaultEffect[] = [
	{ kind: 'status', code: 503 }, { kind: 'status', code: 500 }, { kind: 'status', code: 403 }, { kind: 'status', code: 404 }, { kind: 'status', code: 422 },
	{ kind: 'too-many', retryAfter: 'absurd' }, { kind: 'too-many', retryAfter: 'garbage' },
	{ kind: 'reset-before' }, { kind: 'reset-after-accept' }, { kind: 'timeout' }, { kind: 'timeout-after-accept' },
	{ kind: 'truncated-json' }, { kind: 'html-200' }, { kind: 'empty-200' }, { kind: 'wrong-shape' },
];

/** Sets the faults of one run, and says which. */
export function setWeather({ random, services, seed, numbers }: World): string {
	const { novi, forj } = services;
	const sides: Array<{ faults: Faults; endpoints: string[]; name: string }> = [
		{ faults: novi.faults, endpoints: NOVI_ENDPOINTS, name: 'Novi' },
		{ faults: forj.faults, endpoints: FORJ_ENDPOINTS, name: 'Forj' },
	];
	const said: string[] = [];
	// Where both reads fail, little else happens: so often only what comes after them goes wrong.
	const onlyWrites = chance(random, 0.35);
	const nasty = chance(random, 0.35) ? pick(random, onlyWrites ? sides.slice(1) : sides) : undefined;
	if (nasty) said.push(lasting(random, { ...nasty, endpoints: onlyWrites ? FORJ_WRITES : nasty.endpoints }));
	for (const { faults, name, endpoints } of sides) {
		if (onlyWrites && name === 'Novi') continue;
		const rate = nasty ? 0.03 : pick(random, onlyWrites ? [0.1, 0.2, 0.3, 0.5] : [0.05, 0.1, 0.2, 0.3]);
		const few = onlyWrites ? FORJ_WRITES : chance(random, 0.2) ? endpoints.filter(() => chance(random, 0.5)) : undefined;
		faults.random({ seed: seed * 100 + numbers.run, rate, effects: ALL, ...(few && { endpoints: few }) });
		said.push(`${name} ${rate * 100} %${few ? ` of ${few.join(', ') || 'nothing'}` : ''}`);
	}
	return said.join('; ');
}

function lasting(random: Random, { faults, endpoints, name }: { faults: Faults; endpoints: string[]; name: string }): string {
	const endpoint = pick(random, endpoints);
	const effect = pick(random, LASTING.filter((one) => endpoint !== 'users.get' || one.kind !== 'status' || one.code !== 404));
	const nth = chance(random, 0.7) ? 1 : between(random, 2, 4);
	faults.script([{ ...effect, match: { endpoint }, nth, times: Infinity }]);
	return `${name} ${endpoint} always ${effect.kind}${effect.kind === 'status' ? ` ${effect.code}` : ''} from call ${nth} on`;
}

export function clearWeather({ services }: World): void {
	services.novi.faults.clear();
	services.forj.faults.clear();
}
