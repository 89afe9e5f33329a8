/** What `npm pack` makes, installed into n8n: nodes, credentials and drop-downs work as an admin meets them in the editor. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forjGroup, noviGroup } from '../../sandbox/emulators/index.mjs';
import type { Credential } from '../../sandbox/server/n8nClient.mjs';
import { repositoryRoot } from '../../sandbox/server/paths.mjs';
import { forjSeed, ID, MEMBERS, membersOf, NOVI_GROUP, noviSeed } from './support/association.mjs';
import { World } from './support/world.mjs';

let world: World;
let folder: string;
let noviCredential: Credential;
let forjCredential: Credential;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'novi-forj-pack-'));
	const printed = execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], { cwd: repositoryRoot(), encoding: 'utf8' });
	const tarball = join(folder, printed.trim().split('\n').at(-1) ?? '');
	const novi = noviSeed();
	const forj = forjSeed();
	world = await World.start({
		novi: { seed: { ...novi, groups: [...novi.groups, noviGroup({ Name: 'Board' })] } },
		forj: { seed: { ...forj, groups: [...forj.groups, forjGroup({ id: 502, name: 'Board Room' })] } },
		packageFolder: tarball,
	});
	noviCredential = await world.saveNoviCredential();
	forjCredential = await world.saveForjCredential();
});

afterAll(async () => {
	await world?.close();
	rmSync(folder, { recursive: true, force: true });
});

describe('the packed package', () => {
	test('brings its five nodes under their full names', async () => {
		const types = await world.client.nodeTypes();
		expect([...types].filter((type) => type.startsWith('n8n-nodes-novi-forj.') && !type.endsWith('Tool')).sort()).toEqual([
			'n8n-nodes-novi-forj.forjCommunity',
			'n8n-nodes-novi-forj.forjCommunityTrigger',
			'n8n-nodes-novi-forj.noviAms',
			'n8n-nodes-novi-forj.noviAmsTrigger',
			'n8n-nodes-novi-forj.noviForjSync',
		]);
	});

	test('runs the full sync', async () => {
		const workflow = await world.importShipped('full-sync.json');
		await world.run(workflow);
		await world.startOver([MEMBERS]);
		expect((await world.run(workflow)).report('members').status).toBe('Up To Date');
		expect(membersOf(world)).toHaveLength(4);
	});
});

describe('the test of the Novi credential', () => {
	const ask = async (changes: Record<string, unknown> = {}): Promise<{ status: string; message: string }> => {
		const data = { siteUrl: world.novi.url, apiKey: world.novi.apiKey, allowStagingSync: false, ...changes };
		return await world.client.testCredential(noviCredential, data);
	};

	test('says OK, also for an address with a path behind it', async () => {
		expect((await world.client.testCredential(noviCredential)).status).toBe('OK');
		expect((await ask({ siteUrl: `${world.novi.url}/members/` })).status).toBe('OK');
	});

	test('says of a wrong key where the right one is', async () => {
		const { status, message } = await ask({ apiKey: 'wrong-key' });
		expect(status).toBe('Error');
		expect(message).toMatch(/Novi refused the API key.*API Keys/s);
		expect(message).not.toContain('wrong-key');
	});

	test('says of an address that is not https, or that nobody answers, what is wrong', async () => {
		const notSecure = await ask({ siteUrl: 'http://association.example' });
		expect(notSecure.status).toBe('Error');
		expect(notSecure.message).toMatch(/https/);
		const nobody = await ask({ siteUrl: 'http://127.0.0.1:9' });
		expect(nobody.status).toBe('Error');
		expect(nobody.message).toMatch(/\S/);
	});

	test('says of an address without the API that it is the address', async () => {
		world.novi.faults.script([{ kind: 'status', code: 404 }]);
		const { status, message } = await ask();
		expect(status).toBe('Error');
		expect(message).toMatch(/Site URL|address/);
	});
});

describe('the test of the Forj credential', () => {
	const ask = async (changes: Record<string, unknown> = {}): Promise<{ status: string; message: string }> => {
		const { url: baseUrl, apiKey, apiSecret } = world.forj;
		return await world.client.testCredential(forjCredential, { baseUrl, apiKey, apiSecret, ...changes });
	};

	test('says OK, also with a slash at the end of the address', async () => {
		expect((await world.client.testCredential(forjCredential)).status).toBe('OK');
		expect((await ask({ baseUrl: `${world.forj.url}/` })).status).toBe('OK');
	});

	test('says of a wrong secret where to make a new one', async () => {
		const { status, message } = await ask({ apiSecret: 'wrong-secret' });
		expect(status).toBe('Error');
		expect(message).toMatch(/Forj refused the API key or secret.*Community Settings > Integrations/s);
		expect(message).not.toContain('wrong-secret');
	});

	test('says of an address without the API that it is the address', async () => {
		world.forj.faults.script([{ kind: 'status', code: 404 }]);
		const { status, message } = await ask();
		expect(status).toBe('Error');
		expect(message).toContain('There is no Forj API at this address. Check Base URL');
	});
});

describe('the drop-downs of the nodes', () => {
	const noviNode = (parameters: Record<string, unknown>) => ({
		type: 'n8n-nodes-novi-forj.noviAms', version: 1, parameters, path: 'parameters.groupId',
		credentials: { noviAmsApi: { id: noviCredential.id, name: noviCredential.name } },
	});
	const forjNode = (parameters: Record<string, unknown>) => ({
		type: 'n8n-nodes-novi-forj.forjCommunity', version: 1, parameters, path: 'parameters.groupId',
		credentials: { forjCommunityApi: { id: forjCredential.id, name: forjCredential.name } },
	});
	const names = ({ results }: { results: Array<{ name: string }> }): string[] => results.map(({ name }) => name);

	test('list the Novi groups, all or by a part of the name', async () => {
		const node = noviNode({ resource: 'group', operation: 'getMembers' });
		expect(names(await world.client.parameters.search(node, 'searchGroups'))).toEqual(['Board', 'Members']);
		const found = await world.client.parameters.search(node, 'searchGroups', 'memb');
		expect(found.results).toEqual([expect.objectContaining({ name: 'Members', value: NOVI_GROUP })]);
	});

	test('list the people of Novi', async () => {
		const found = await world.client.parameters.search(noviNode({ resource: 'member', operation: 'get' }), 'searchMembers', 'ann');
		expect(found.results).toEqual([expect.objectContaining({ name: 'Ann Lee', value: ID.ann })]);
	});

	test('list the Forj groups, and the members of the chosen one', async () => {
		expect(names(await world.client.parameters.search(forjNode({ resource: 'group', operation: 'get' }), 'searchGroups'))).toEqual(['Board Room', 'Members Lounge']);
		const node = forjNode({ resource: 'member', operation: 'get', groupId: { __rl: true, mode: 'list', value: MEMBERS.forj_group_id } });
		const members = await world.client.parameters.search(node, 'searchMembers', 'eva');
		expect(names(members)).toEqual(['Eva Holm (eva@people.example)']);
	});

	test('say what is wrong when the key is refused', async () => {
		await world.saveForjCredential({ apiSecret: 'wrong-secret' });
		const search = world.client.parameters.search(forjNode({ resource: 'group', operation: 'get' }), 'searchGroups');
		await expect(search).rejects.toThrow(/Forj refused the API key or secret/);
		await world.saveForjCredential();
	});
});
