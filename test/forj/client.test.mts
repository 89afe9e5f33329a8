import type { ServiceContext } from '../../nodes/shared/http/serviceClient';
import { ForjClient } from '../../nodes/ForjCommunity/api/client';

function execution(): ServiceContext {
	const credential = { baseUrl: 'https://community.example/api', apiSecret: 'x' };
	return { getCredentials: async () => credential, getNode: () => ({ name: 'Forj' }) } as unknown as ServiceContext;
}

describe('the client of a node execution', () => {
	test('is one for all items, so that they share one waiting budget', async () => {
		const functions = execution();
		expect(await ForjClient.connect(functions)).toBe(await ForjClient.connect(functions));
	});

	test('is not shared with another execution', async () => {
		expect(await ForjClient.connect(execution())).not.toBe(await ForjClient.connect(execution()));
	});
});
