/** The form "Set-Up Assistant" in the browser, as an admin goes through it. */
import type { StoredWorkflow } from '../../../sandbox/server/n8nClient.mjs';
import type { Editor } from './editor.mjs';
import type { FormPage } from './form.mjs';
import type { World } from './world.mjs';

export const START = 'Set up Novi and Forj';

export type Task =
	| 'Link a group'
	| 'Change or unlink a link'
	| 'Map profile fields'
	| 'Look up one person'
	| 'Check the connections and the APIs'
	| 'Set up single sign-on (SSO)';

export class Assistant {
	private constructor(
		private readonly editor: Editor,
		readonly workflow: StoredWorkflow,
	) {}

	/** Imports and publishes the template, and allows the form once. */
	static async publish(world: World, editor: Editor): Promise<Assistant> {
		const workflow = await world.importShipped('setup-assistant.json');
		await world.client.publish(workflow.id);
		const form = await editor.openForm(workflow);
		await form.allowAccess();
		await form.waitFor(START);
		await form.screenshot('assistant-start');
		await form.close();
		return new Assistant(editor, workflow);
	}

	/** Chooses on the first page what to do, and waits for the page that must follow. */
	async begin(task: Task, title: string): Promise<FormPage> {
		await this.editor.forgetForms();
		const form = await this.editor.openForm(this.workflow);
		await form.waitFor(START);
		await form.choose(task);
		await form.submit(title);
		return form;
	}

	/** Up to the page behind the choice of both groups. */
	async link(noviGroup: string, forjGroup: string, title: string): Promise<FormPage> {
		const form = await this.begin('Link a group', 'Choose the two groups');
		await form.select('Novi group', noviGroup);
		await form.select('Forj group', forjGroup);
		await form.submit(title);
		return form;
	}

	/** Up to the page behind the choice of a link. */
	async change(link: string, action: 'change' | 'unlink', title: string): Promise<FormPage> {
		const form = await this.begin('Change or unlink a link', 'Choose a link');
		const entry = (await form.entries('Link')).find((label) => label.startsWith(link));
		await form.select('Link', entry ?? link);
		if (action === 'unlink') await form.choose('Unlink: the sync no longer touches this group');
		await form.submit(title);
		return form;
	}
}
