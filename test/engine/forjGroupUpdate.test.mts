/** Changing the settings of a Forj group: what is given and nothing else, and what Forj shows of it afterwards. */
import type { INodeParameters } from 'n8n-workflow';
import type { FaultRule, ForjOptions } from '../../sandbox/emulators/index.mjs';
import { items } from '../support/runNode.mjs';
import type { Services } from '../support/services.mjs';
import { VARIANTS, board, byId, empty, everybody, manager, runForj } from './forjWorld.mjs';
import { WRITE_ANSWERS, useForjGroupWorld } from './forjGroupWorld.mjs';

const update = (updateFields: INodeParameters, more: INodeParameters = {}): INodeParameters => ({ resource: 'group', operation: 'update', groupId: byId(board.id), updateFields, ...more });

const { open: openForj, calls } = useForjGroupWorld();
let services: Services;

async function open(options: ForjOptions = {}): Promise<void> {
	services = await openForj(options);
}

const shown = () => services.forj.state.group(board.id);

describe.each([...VARIANTS, ...WRITE_ANSWERS])('Forj $service', ({ options }) => {
	beforeEach(async () => await open(options));

	test('gets exactly the settings that were given, and shows them', async () => {
		const before = { ...shown() };
		const result = await runForj(services, update({ name: 'Board Room', privacy: '3', requiresApproval: true, membersVisible: false, hiddenEmails: true }));
		expect(result.error).toBeUndefined();
		expect(shown()).toMatchObject({ name: 'Board Room', privacy: 3, requires_approval: true, members_visible: false, hidden_email: true });
		expect(shown()).toMatchObject({ parent_group_id: null, unshown: {}, primary_admin: before.primary_admin, email: before.email });
		expect(result.json).toEqual([
			expect.objectContaining({ id: '401', name: 'Board Room', privacy: 3, requiresApproval: true, updated: true, confirmed: true, notAsSent: [], notShown: [] }),
		]);
		expect([shown().members.rows().length, calls('groups.update'), calls('groups.create')]).toEqual([3, 1, 0]);
	});
});

describe('an update of a group', () => {
	test('leaves the settings alone that were not given', async () => {
		await open();
		await runForj(services, update({ requiresApproval: true }));
		expect(shown()).toMatchObject({ name: 'Board', privacy: 5, requires_approval: true, members_visible: true, hidden_email: false, unshown: {} });
	});

	test('names the settings that Forj shows in another way than sent', async () => {
		await open({ groupUpdateIgnores: ['privacy', 'requires_approval'] });
		const { json } = await runForj(services, update({ name: 'Board Room', privacy: '3', requiresApproval: true }));
		expect(json).toEqual([
			expect.objectContaining({
				updated: true,
				confirmed: false,
				notAsSent: [
					{ setting: 'privacy', sent: '3', shown: '5' },
					{ setting: 'requires_approval', sent: 'true', shown: 'false' },
				],
				message: expect.stringMatching(/privacy.*requires_approval.*settings in Forj/),
			}),
		]);
	});

	test('names the settings that Forj does not show, so that nothing proves them', async () => {
		await open();
		const { json } = await runForj(services, update({ aliasName: 'board', defaultEmailsFrequency: 'daily', inviteMembersEnabled: false, managerEmail: manager.email }));
		const settings = ['alias_name', 'default_emails_frequency', 'invite_members_enabled', 'manager_email_address'];
		expect(json).toEqual([expect.objectContaining({ updated: true, confirmed: false, notAsSent: [], message: expect.stringContaining('alias_name') })]);
		expect([...(json[0]?.notShown as string[])].sort()).toEqual(settings);
		expect(shown().unshown).toEqual({ alias_name: 'board', default_emails_frequency: 'daily', invite_members_enabled: 'false', manager_email_address: manager.email });
	});

	test('recognises the manager where Forj shows the address', async () => {
		await open({ primaryAdminShape: 'user' });
		const { json } = await runForj(services, update({ managerEmail: manager.email.toUpperCase() }));
		expect(json).toEqual([expect.objectContaining({ confirmed: true })]);
	});

	test('keeps HTML in a name as text', async () => {
		await open();
		const { json } = await runForj(services, update({ name: '<img src=x onerror=alert(1)>' }));
		expect(shown().name).toBe('<img src=x onerror=alert(1)>');
		expect(json).toEqual([expect.objectContaining({ confirmed: true })]);
	});

	test.each<{ what: string; updateFields: INodeParameters; names: RegExp }>([
		{ what: 'nothing to change', updateFields: {}, names: /Update Fields is empty/ },
		{ what: 'an empty name', updateFields: { name: ' ' }, names: /Name is empty/ },
		{ what: 'a word for the level', updateFields: { privacy: 'Private' }, names: /Privacy/ },
		{ what: 'no level', updateFields: { privacy: '' }, names: /Privacy/ },
		{ what: 'something else than yes or no', updateFields: { requiresApproval: 'perhaps' }, names: /Requires Approval/ },
		{ what: 'a manager who is no address', updateFields: { managerEmail: 'Dana' }, names: /Manager Email/ },
	])('with $what is refused before anything is sent', async ({ updateFields, names }) => {
		await open();
		const result = await runForj(services, update(updateFields));
		expect(result.error?.message).toMatch(names);
		expect(services.calls()).toBe(0);
	});

	test('by an AI tool is refused: settings decide who sees what', async () => {
		await open();
		const result = await runForj(services, update({ privacy: '1' }), { asTool: true });
		expect(result.error?.message).toMatch(/AI tool/);
		expect(services.calls()).toBe(0);
	});

	test('of one group that is gone does not stop the others', async () => {
		await open();
		const inputs = [items({ id: String(empty.id) }, { id: '999' }, { id: String(everybody.id) })];
		const result = await runForj(services, update({ membersVisible: false }, { groupId: byId('={{ $json.id }}') }), { inputs, onError: 'continueRegularOutput' });
		expect(result.outputs[0]?.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([[String(empty.id), { item: 0 }], [undefined, { item: 1 }], [String(everybody.id), { item: 2 }]]);
		expect(result.json[1]?.error).toMatch(/404/);
	});

	test.each<{ what: string; fault: FaultRule; sent: number }>([
		{ what: 'the answer never comes', fault: { kind: 'timeout-after-accept' }, sent: 1 },
		{ what: 'the connection is cut after the call arrived', fault: { kind: 'reset-after-accept' }, sent: 1 },
		{ what: 'the answer is cut off', fault: { kind: 'truncated-json' }, sent: 1 },
		{ what: 'the call never arrives', fault: { kind: 'timeout' }, sent: 2 },
		{ what: 'a web page answers', fault: { kind: 'html-200' }, sent: 2 },
		{ what: 'a gateway gives up', fault: { kind: 'status', code: 504 }, sent: 2 },
	])('is made when $what; repeated only when Forj does not show it', async ({ fault, sent }) => {
		await open();
		services.forj.faults.script([{ ...fault, match: { endpoint: 'groups.update' } }]);
		const { json } = await runForj(services, update({ privacy: '3' }));
		expect(json).toEqual([expect.objectContaining({ updated: true, confirmed: true, privacy: 3 })]);
		expect(calls('groups.update')).toBe(sent);
	});

	test('that Forj refuses is not repeated', async () => {
		await open();
		services.forj.faults.script([{ kind: 'status', code: 422, times: Infinity, match: { endpoint: 'groups.update' } }]);
		const result = await runForj(services, update({ privacy: '3' }));
		expect(result.error?.message).toContain('422');
		expect(calls('groups.update')).toBe(1);
	});

	test('that is never answered and never shown is said to be unknown', async () => {
		await open();
		services.forj.faults.script([{ kind: 'timeout', times: Infinity, match: { endpoint: 'groups.update' } }]);
		const result = await runForj(services, update({ privacy: '3' }));
		expect(result.error?.message).toMatch(/not known whether Forj changed/);
		expect(calls('groups.update')).toBe(2);
	});
});
