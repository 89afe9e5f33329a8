/** Explain Person on what the two reading steps and the tables really hand over. */
import type { IDataObject } from 'n8n-workflow';
import { items, runNode } from '../support/runNode.mjs';
import type { SyncWorld } from './syncWorld.mjs';
import { board, id, login, startSyncWorld } from './syncWorld.mjs';

let sync: SyncWorld;
beforeAll(async () => {
	sync = await startSyncWorld({});
});
afterAll(async () => await sync.close());

/** The inputs of the last comparison, and one question about them. */
async function explain(person: string) {
	const { result } = await sync.round();
	const inputs = ['Read Novi', 'Read Forj'].map((node) => result.outputsOf(node)[0] ?? []);
	return await runNode({ type: 'noviForjSync', parameters: { resource: 'member', operation: 'explainPerson', person }, inputs: [...inputs, items(...(sync.rows() as IDataObject[]))] });
}

test('says what the next run does with a person, found by login or by Novi id', async () => {
	await sync.round();
	sync.services.novi.state.updateMember(id('ann.lee'), { JobTitle: 'Captain' });
	await sync.round(true);
	sync.services.novi.state.leaveGroup(board.UniqueID, id('dan.pike'));
	for (const question of [login('ann.lee'), id('ann.lee')]) {
		const { json, outputs } = await explain(question);
		expect(json).toMatchObject([{ found: true, link_id: 'board', novi: { login: login('ann.lee') }, forj: { email: login('ann.lee') } }]);
		expect(outputs[0]?.[0]?.pairedItem).toEqual(expect.arrayContaining([{ item: 0, input: 0 }, { item: 0, input: 1 }]));
	}
	const writes = sync.services.forj.counters.writes;
	expect((await explain(login('kim.nolan'))).json).toMatchObject([{ found: false }]);
	expect(sync.services.forj.counters.writes).toBe(writes);
});

test.each([
	['=', 'Person is empty'],
	['nobody', 'Person is not a Novi id'],
	['a@b@c d', 'Person is not an e-mail address'],
])('refuses %j before anything is compared', async (person, message) => {
	expect((await explain(person)).error?.message).toContain(message);
});
