/** Design 4.10 and 4.11: checked in every run, from the snapshots. While a link is not ready, nothing is written. */
import { LINK, NOT_READY } from '../../nodes/core/texts';
import { brakeCodes, member, person, planOf, UNREACHABLE, type Case } from '../support/builders.mjs';
import { summarize } from '../support/outcomes.mjs';

const BUSY: Case = { roster: [person('a'), person('b', { fields: { JobTitle: 'Chair' } })], members: [member('2', 'b'), member('9', 'stranger')] };
const G = 'Board room';

const NOT_FIT: Array<[string, Case, string]> = [
	['a sub-group', { group: { hasParent: true } }, NOT_READY.hasParent(G)],
	['not Private', { group: { privacy: 3 } }, NOT_READY.notPrivate(G, 3, 5)],
	['privacy is not said', { group: { privacy: undefined } }, NOT_READY.privacyUnsaid(G)],
	['joining requires approval', { group: { requiresApproval: true } }, NOT_READY.wantsApproval(G)],
	['approval is not said', { group: { requiresApproval: undefined } }, NOT_READY.approvalUnsaid(G)],
	['the level of Private is unknown', { forj: { privateLevel: undefined } }, NOT_READY.privateLevelUnknown(G, 5)],
	['a Novi staging site', { novi: { staging: true } }, NOT_READY.staging],
	['a link that is switched off', { link: { enabled: false } }, NOT_READY.disabled],
];

describe.each(NOT_FIT)('%s', (_name, differing, text) => {
	const plan = planOf({ ...BUSY, ...differing });

	it('is Not ready, and the status says what to change', () => {
		expect(plan).toMatchObject({ status: 'Not ready', detail: [text], writable: false });
	});

	it('attempts nothing, and the counters add up', () => {
		const { link } = summarize(plan);
		expect(link.status).toBe('Not ready');
		expect(link.counters).toMatchObject({ roster: 2, eligible: 2, not_attempted: 2, members_before: 2, kept: 1, not_attempted_removals: 1 });
	});

	it('teaches nothing about anybody', () => {
		expect(summarize(plan).people).toEqual([]);
	});
});

describe('a group that is fit', () => {
	it.each<[string, Case]>([
		['top-level, Private, without approval', {}],
		['Private by the level of the link, when the credential says none', { forj: { privateLevel: undefined }, link: { settings: '{"private_level": 5}' } }],
		['level as text in the settings', { forj: { privateLevel: undefined }, link: { settings: '{"private_level": "5"}' } }],
		['level 0', { group: { privacy: 0 }, forj: { privateLevel: 0 } }],
		['a staging site with permission', { novi: { staging: true, allowStagingSync: true } }],
	])('%s', (_name, differing) => {
		expect(planOf({ ...BUSY, ...differing })).toMatchObject({ status: 'Up To Date', detail: [], writable: true });
	});

	it('the level of the credential goes before that of the link', () => {
		expect(planOf({ link: { settings: '{"private_level": 3}' } }).status).toBe('Up To Date');
	});
});

describe('several reasons at once', () => {
	it('are all named', () => {
		const plan = planOf({ group: { hasParent: true, privacy: 3, requiresApproval: true }, novi: { staging: true } });
		expect(plan.detail).toEqual([NOT_READY.staging, NOT_READY.hasParent(G), NOT_READY.notPrivate(G, 3, 5), NOT_READY.wantsApproval(G)]);
	});

	it('an incomplete Novi read is named after what has to be changed', () => {
		const plan = planOf({ ...BUSY, group: { hasParent: true }, novi: { complete: false, failure: UNREACHABLE } });
		expect(plan).toMatchObject({ status: 'Not ready', detail: [NOT_READY.hasParent(G), `${UNREACHABLE.message} ${UNREACHABLE.fix}`] });
	});

	it('settings of a group that could not be read to its end prove nothing: Held, not Not ready', () => {
		const plan = planOf({ ...BUSY, group: { privacy: undefined }, forj: { complete: false, failure: UNREACHABLE } });
		expect(plan).toMatchObject({ status: 'Held', writable: false });
	});

	it('brakes are named beside a plan that is not ready', () => {
		expect(brakeCodes(planOf({ ...BUSY, group: { hasParent: true }, link: { state: '' } }))).toEqual(['first_run']);
	});
});

describe("Novi's built-in Forj sync", () => {
	it('is a warning, and holds nothing', () => {
		const plan = planOf({ novi: { group: { id: 'b0000000-0000-4000-8000-000000000001', name: 'Board', syncToMobilize: true } } });
		expect(plan).toMatchObject({ status: 'Up To Date', writable: true, warnings: [LINK.builtInSync('Board')] });
		expect(summarize(plan).links[0]).toMatchObject({ status: 'Up To Date', status_detail: LINK.builtInSync('Board') });
	});

	it.each([false, undefined])('%s: no warning', (syncToMobilize) => {
		expect(planOf({ novi: { group: { id: 'b0000000-0000-4000-8000-000000000001', name: 'Board', syncToMobilize } } }).warnings).toEqual([]);
	});
});
