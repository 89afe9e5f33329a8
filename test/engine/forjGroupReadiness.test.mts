/** Whether a Forj group fits the sync, point by point, by the rules that the planner has. */
import type { INodeParameters } from 'n8n-workflow';
import type { ForjOptions } from '../../sandbox/emulators/index.mjs';
import { forjGroup } from '../../sandbox/emulators/index.mjs';
import { NOT_READY } from '../../nodes/core/texts';
import { items } from '../support/runNode.mjs';
import type { Services } from '../support/services.mjs';
import { VARIANTS, byId, runForj, seed, startForjWorld } from './forjWorld.mjs';

type ForjGroupFields = NonNullable<Parameters<typeof forjGroup>[0]>;

const ID = 700;
const G = 'Finance';
let services: Services;

async function open(group: ForjGroupFields = {}, options: ForjOptions = {}): Promise<void> {
	services = await startForjWorld({ seed: { ...seed, groups: [...seed.groups, forjGroup({ id: ID, name: G, members: [21], ...group })] }, ...options });
}

afterEach(async () => {
	expect(services.forj.unknownRoutes).toEqual([]);
	expect(services.forj.counters.writes).toBe(0);
	await services.close();
});

const link = (linkId: string, more: object = {}): object => ({ link_id: linkId, novi_group_id: 'n', forj_group_id: String(ID), enabled: true, ...more });
const check = (more: INodeParameters = {}): INodeParameters => ({ resource: 'group', operation: 'checkReadiness', groupId: byId(ID), privateLevel: '5', ...more });
const checkLinks = (links: object[], linkId = ''): INodeParameters => check({ links: JSON.stringify(links), linkId });

interface Point {
	point: string;
	ok: boolean;
	found: string;
	text: string;
}

async function report(parameters: INodeParameters): Promise<{ ready: boolean; message: string; points: Point[]; failing: Point[] }> {
	const { json, error } = await runForj(services, parameters);
	expect(error).toBeUndefined();
	const { ready, message, points } = json[0] as unknown as { ready: boolean; message: string; points: Point[] };
	return { ready, message, points, failing: points.filter(({ ok }) => !ok) };
}

describe.each(VARIANTS)('Forj $service', ({ options }) => {
	test('shows a group that is ready', async () => {
		await open({}, options);
		const { json } = await runForj(services, checkLinks([link('finance')], 'finance'));
		expect(json).toEqual([
			{
				groupId: String(ID), groupName: G, privacy: 5, requiresApproval: false, hasParent: false, membersCount: 1, ready: true,
				points: [
					{ point: 'top_level', ok: true, found: 'top-level group', text: expect.stringContaining(G) },
					{ point: 'private', ok: true, found: '5', text: expect.stringContaining(G) },
					{ point: 'approval', ok: true, found: 'approval is off', text: expect.stringContaining(G) },
					{ point: 'linked_once', ok: true, found: 'no other link', text: expect.stringContaining(G) },
				],
				message: expect.stringMatching(/ready/),
			},
		]);
	});

	test('shows a sub-group', async () => {
		await open({ parent_group_id: 401 }, options);
		expect((await report(check())).failing).toEqual([{ point: 'top_level', ok: false, found: 'sub-group', text: NOT_READY.hasParent(G) }]);
	});
});

describe('a group is not ready', () => {
	test.each<{ what: string; group?: ForjGroupFields; options?: ForjOptions; parameters?: INodeParameters; failing: Array<[point: string, found: string, text: string]> }>([
		{ what: 'when it is public', group: { privacy: 1 }, failing: [['private', '1', NOT_READY.notPrivate(G, 1, 5)]] },
		{ what: 'when joining requires approval', group: { requires_approval: true }, failing: [['approval', 'approval is on', NOT_READY.wantsApproval(G)]] },
		{ what: 'when Forj does not say whether joining requires approval', options: { showRequiresApproval: false }, failing: [['approval', 'not shown by Forj', NOT_READY.approvalUnsaid(G)]] },
		{ what: 'while no number is known to mean Private', parameters: { privateLevel: '' }, failing: [['private', '5', NOT_READY.privateLevelUnknown(G, 5)]] },
		{
			what: 'for every reason at once',
			group: { parent_group_id: 401, privacy: 1, requires_approval: true },
			failing: [
				['top_level', 'sub-group', NOT_READY.hasParent(G)],
				['private', '1', NOT_READY.notPrivate(G, 1, 5)],
				['approval', 'approval is on', NOT_READY.wantsApproval(G)],
			],
		},
	])('$what, and each text says where to change it', async ({ group, options, parameters, failing }) => {
		await open(group, options);
		const found = await report(check(parameters));
		expect(found.ready).toBe(false);
		expect(found.failing.map((one) => [one.point, one.found, one.text])).toEqual(failing);
		for (const { text } of found.failing) {
			expect(found.message).toContain(text);
			expect(text).toMatch(/Forj/);
		}
	});
});

describe('a group is linked once', () => {
	const other = link('other');
	const TWICE = NOT_READY.twoLinks('other');

	test.each<{ what: string; parameters: INodeParameters; fault?: string }>([
		{ what: 'when no link names it', parameters: checkLinks([link('board', { forj_group_id: '401' })]) },
		{ what: 'when the table is empty', parameters: checkLinks([{}]) },
		{ what: 'when one link names it, and none is meant', parameters: checkLinks([other]) },
		{ what: 'not, when another link than the one meant names it', parameters: checkLinks([link('finance'), other], 'finance'), fault: TWICE },
		{ what: 'not, when a new link is meant and another names it', parameters: checkLinks([other], 'new'), fault: TWICE },
		{ what: 'not, when two links name it', parameters: checkLinks([link('finance'), other]), fault: NOT_READY.twoLinks('finance, other') },
		{ what: 'when the other link is switched off', parameters: checkLinks([link('finance'), link('other', { enabled: false })], 'finance') },
		{ what: 'not, when its number stands there as a number', parameters: checkLinks([link('other', { forj_group_id: ID })], 'finance'), fault: TWICE },
		{ what: 'not, when two rows have the link_id that is meant', parameters: checkLinks([link('finance'), link('finance')], 'finance'), fault: NOT_READY.sameLinkId },
	])('$what', async ({ parameters, fault }) => {
		await open();
		const { ready, failing } = await report(parameters);
		expect([ready, failing.map(({ point, text }) => [point, text])]).toEqual(fault === undefined ? [true, []] : [false, [['linked_once', fault]]]);
	});

	test('is not claimed when no links were given', async () => {
		await open();
		const { points, message } = await report(check());
		expect(points.map(({ point }) => point)).toEqual(['top_level', 'private', 'approval']);
		expect(message).toMatch(/not checked/);
	});

	test('by the rows of a table, handed over as a list', async () => {
		await open();
		const inputs = [items({ rows: [other as never] })];
		const result = await runForj(services, check({ links: '={{ $json.rows }}', linkId: 'finance' }), { inputs });
		expect(result.json).toEqual([expect.objectContaining({ ready: false })]);
	});

	test.each(['{"link_id": "a"}', '[1]', 'no list', '"text"', '[{"json": {"link_id": "a", "forj_group_id": "700"}}]'])('cannot be told from %s', async (links) => {
		await open();
		const result = await runForj(services, check({ links }));
		expect(result.error?.message).toMatch(/Links is no list of rows \[item 0\]/);
		expect(services.calls()).toBe(0);
	});
});

describe('the number that means Private', () => {
	const withCredential = (privateLevel: string) => ({ credentials: { forjCommunityApi: { ...services.credentials.forjCommunityApi, privateLevel } } });
	const settings = link('finance', { settings: '{"private_level": 5}' });

	test.each<{ what: string; credential: string; parameters: INodeParameters; ready: boolean }>([
		{ what: 'is the one of the credential', credential: '5', parameters: check({ privateLevel: '' }), ready: true },
		{ what: 'is the one of the node, if it names one', credential: '3', parameters: check({ privateLevel: '5' }), ready: true },
		{ what: 'may be a number', credential: '', parameters: check({ privateLevel: 5 }), ready: true },
		{ what: 'is the one of the own link, where nothing else says it', credential: '', parameters: { ...checkLinks([settings], 'finance'), privateLevel: '' }, ready: true },
		{ what: 'is the one of the credential before that of the link', credential: '3', parameters: { ...checkLinks([settings], 'finance'), privateLevel: '' }, ready: false },
		{ what: 'is not that of another link', credential: '', parameters: { ...checkLinks([settings], 'new'), privateLevel: '' }, ready: false },
	])('$what', async ({ credential, parameters, ready }) => {
		await open({ privacy: 5 });
		const { json } = await runForj(services, parameters, withCredential(credential));
		const points = json[0]?.points as unknown as Point[];
		expect(points.find(({ point }) => point === 'private')?.ok).toBe(ready);
	});

	test('that differs between node and credential is said', async () => {
		await open();
		const { json } = await runForj(services, check({ privateLevel: '5' }), withCredential('3'));
		expect(json[0]?.message).toMatch(/credential Forj Community API says that 3/);
	});

	test('that is no number is refused', async () => {
		await open();
		const result = await runForj(services, check({ privateLevel: 'five' }));
		expect(result.error?.message).toMatch(/Private Level/);
		expect(services.calls()).toBe(0);
	});
});

describe('the check', () => {
	test('leaves HTML in the name of the group as text', async () => {
		await open({ name: '<b>Finance</b>', privacy: 1 });
		const { json } = await runForj(services, check());
		expect(json).toEqual([expect.objectContaining({ groupName: '<b>Finance</b>', message: expect.stringContaining('<b>Finance</b>') })]);
	});

	test('may be asked by an AI tool, since it only reads', async () => {
		await open();
		expect((await runForj(services, check(), { asTool: true })).json).toEqual([expect.objectContaining({ ready: true })]);
	});

	test('of a group that is gone does not stop the others', async () => {
		await open();
		const inputs = [items({ id: '999' }, { id: String(ID) })];
		const { outputs } = await runForj(services, check({ groupId: byId('={{ $json.id }}') }), { inputs, onError: 'continueRegularOutput' });
		expect(outputs[0]?.map(({ json, pairedItem }) => [json.ready, json.error, pairedItem])).toEqual([
			[undefined, expect.stringMatching(/404/), { item: 0 }],
			[true, undefined, { item: 1 }],
		]);
	});

	test('of a group whose answer is not understood is an error, not a group that fits', async () => {
		await open();
		services.forj.faults.script([{ kind: 'wrong-shape', times: Infinity, match: { endpoint: 'groups.get' } }]);
		expect((await runForj(services, check())).error?.message).toMatch(/not understood/);
	});
});
