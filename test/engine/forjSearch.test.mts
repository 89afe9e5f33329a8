/** Finding users of Forj by a part of their e-mail address. */
import type { INodeParameters } from 'n8n-workflow';
import type { ForjOptions } from '../../sandbox/emulators/index.mjs';
import { fastClock } from '../support/fastClock.mjs';
import { items } from '../support/runNode.mjs';
import type { Services } from '../support/services.mjs';
import { VARIANTS, ann, bob, cara, manager, others, runForj, startForjWorld } from './forjWorld.mjs';

const search = (keywords: string, more: INodeParameters = {}): INodeParameters => ({ resource: 'user', operation: 'search', keywords, returnAll: true, ...more });
const named = ({ id, email }: { id: number; email: string }) => expect.objectContaining({ id: String(id), email });

const clock = fastClock();
let services: Services;

async function open(options: ForjOptions = {}): Promise<void> {
	services = await startForjWorld(options);
}

afterEach(async () => {
	expect(services.forj.unknownRoutes).toEqual([]);
	expect(services.forj.counters.writes).toBe(0);
	await services.close();
});

afterAll(() => clock.restore());

describe.each([...VARIANTS, { service: 'whose search has no pages', options: { userSearch: 'unpaged' } as ForjOptions }])('Forj $service', ({ options }) => {
	beforeEach(async () => await open(options));

	test.each([
		{ what: 'nobody', keywords: 'nobody.at.all', found: [] },
		{ what: 'one by the whole address', keywords: ` ${ann.email} `, found: [ann] },
		{ what: 'one by a part, ignoring case', keywords: 'ANN.LEE@', found: [ann] },
		{ what: 'several', keywords: '@members.example', found: [ann, bob] },
		{ what: 'nobody by a further address', keywords: 'cara.moss@', found: [] },
	])('finds $what', async ({ keywords, found }) => {
		const result = await runForj(services, search(keywords));
		expect(result.error).toBeUndefined();
		expect(result.json).toEqual(found.map(named));
	});

	test('finds the first ones only, when asked so', async () => {
		const { json } = await runForj(services, search('example', { returnAll: false, limit: 3 }));
		expect(json).toEqual([manager, ann, bob].map(named));
	});
});

describe('the search', () => {
	test('reads all pages', async () => {
		await open({ pageCap: 10 });
		const { json } = await runForj(services, search('@people.example'));
		expect(json).toEqual(others.map(named));
	});

	test('gives users like Get Many', async () => {
		await open();
		const [found, listed] = [await runForj(services, search('cara@')), await runForj(services, { resource: 'user', operation: 'getAll', returnAll: true })];
		expect(found.json).toEqual(listed.json.filter(({ email }) => email === cara.email));
		expect((await runForj(services, search('cara@', { simplify: false }))).json).toEqual([expect.objectContaining({ is_registered: true })]);
	});

	test('without pages is no proof of more than 20 people, and says what helps', async () => {
		await open({ userSearch: 'unpaged', pageCap: 20 });
		const result = await runForj(services, search('@people.example'));
		expect(result.error?.message).toMatch(/first 20 users.*narrower/);
	});

	test('that Forj does not have is said in words, with the way around', async () => {
		await open({ userSearch: 'absent' });
		const result = await runForj(services, search('ann'));
		expect(result.error?.message).toMatch(/does not offer the search/);
		expect(result.error?.description).toMatch(/Get Many/);
	});

	test('that answers in another shape is a failed read, not an empty one', async () => {
		await open();
		services.forj.faults.script([{ kind: 'wrong-shape', body: { users: [] }, times: Infinity, match: { endpoint: 'users.search' } }]);
		expect((await runForj(services, search('ann'))).error?.message).toMatch(/not understood/);
	});

	test('for nothing is refused before anything is sent', async () => {
		await open();
		const result = await runForj(services, search('  '));
		expect(result.error?.message).toMatch(/Keywords is empty/);
		expect(services.calls()).toBe(0);
	});

	test('sends the keywords as they are, also with signs that mean something in an address', async () => {
		await open();
		await runForj(services, search('a+b&limit=1#?'));
		expect(new URLSearchParams(services.forj.log[0]?.path.split('?')[1]).get('keywords')).toBe('a+b&limit=1#?');
	});

	test('pairs what it finds with its item', async () => {
		await open();
		const { outputs } = await runForj(services, search('={{ $json.k }}'), { inputs: [items({ k: 'nobody.at.all' }, { k: 'ann.lee' })] });
		expect(outputs[0]?.map(({ json, pairedItem }) => [json.email, pairedItem])).toEqual([[ann.email, { item: 1 }]]);
	});

	test('may be asked by an AI tool', async () => {
		await open();
		expect((await runForj(services, search('ann.lee'), { asTool: true })).json).toEqual([named(ann)]);
	});
});
