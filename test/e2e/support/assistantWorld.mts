/** What every test of the set-up assistant begins with: groups of all kinds, the published form, and nothing linked. */
import { forjGroup, noviGroup } from '../../../sandbox/emulators/index.mjs';
import type { StoredWorkflow } from '../../../sandbox/server/n8nClient.mjs';
import { Assistant } from './assistant.mjs';
import { FORJ_GROUP, forjSeed, ID, NOVI_GROUP, noviSeed } from './association.mjs';
import { Editor } from './editor.mjs';
import type { FormPage } from './form.mjs';
import { World } from './world.mjs';

export const BOARD = 'b1000000-0000-4000-8000-000000000002';
export const BOARD_NAME = 'Board <b>& Friends</b> $&';
export const OPEN = 502;
export const WITH_APPROVAL = 503;
export const SUB = 504;
export const LOUNGE = `Members Lounge (${FORJ_GROUP})`;
export const MEMBERS = `Members (${NOVI_GROUP})`;
export const KEEP_LIST = 'Keep list: e-mails or Forj user ids of people who are never removed, one per line';
/** What the lease shows when nobody has it. */
export const NEVER = '1970-01-01T00:00:00.000Z';

class AssistantWorld {
	world!: World;

	editor!: Editor;

	assistant!: Assistant;

	sync!: StoredWorkflow;

	async start(): Promise<void> {
		this.world = await World.start(SEEDS);
		this.editor = await Editor.open(this.world);
		this.assistant = await Assistant.publish(this.world, this.editor);
		this.sync = await this.world.importShipped('full-sync.json');
		expect(await this.world.client.tables.list()).toEqual([]);
		const form = await this.assistant.begin('Link a group', 'Choose the two groups'); // creates the tables
		await form.close();
	}

	/** As before the first link, with good credentials. */
	async startOver(): Promise<void> {
		await this.world.startOver([]);
		await this.world.saveNoviCredential();
		await this.world.saveForjCredential();
	}

	assertSoundAndClear(): void {
		const { novi, forj } = this.world;
		expect(forj.state.accidents).toEqual([]);
		expect(forj.unknownRoutes).toEqual([]);
		novi.faults.clear();
		forj.faults.clear();
	}

	async links() {
		return await this.world.rows('novi_forj_links');
	}

	async linkMembers(): Promise<void> {
		const form = await this.assistant.link(MEMBERS, LOUNGE, 'What the first sync would do');
		await form.choose('Save: link the two groups');
		await form.submit('Members is linked');
		await form.close();
	}

	/** The lease as another run would have it: linking has made its row. */
	async setLease(values: Record<string, string>): Promise<void> {
		await this.world.client.tables.updateRows('novi_forj_lease', { filters: [{ columnName: 'name', condition: 'eq', value: 'sync' }] }, values);
	}

	async close(): Promise<void> {
		await this.editor?.close();
		await this.world?.close();
	}
}

const novi = noviSeed();
const forj = forjSeed();
const SEEDS = {
	novi: { seed: { ...novi, groups: [...(novi.groups ?? []), noviGroup({ UniqueID: BOARD, Name: BOARD_NAME, members: [ID.ann, ID.bea] })] } },
	forj: {
		seed: {
			...forj,
			groups: [
				...(forj.groups ?? []),
				forjGroup({ id: OPEN, name: 'Open Forum', privacy: 1 }),
				forjGroup({ id: WITH_APPROVAL, name: 'Members Lounge', requires_approval: true }),
				forjGroup({ id: SUB, name: 'Working Party', parent_group_id: FORJ_GROUP }),
			],
		},
	},
};

/** One for a test file: its fields are there from the first test on. */
export function useAssistant(): AssistantWorld {
	const on = new AssistantWorld();
	beforeAll(async () => await on.start());
	afterAll(async () => await on.close());
	beforeEach(async () => await on.startOver());
	afterEach(() => on.assertSoundAndClear());
	return on;
}

/** Presses the button and waits for a text that is in the next page. */
export async function next(form: FormPage, text: string): Promise<string> {
	await form.press();
	await form.waitForText(text);
	return await form.text();
}
