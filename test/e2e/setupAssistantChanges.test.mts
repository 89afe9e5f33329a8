/** The set-up assistant on groups that are linked: changed, switched off and unlinked, but never while a sync runs; fields mapped, one person explained. */
import { membersOf } from './support/association.mjs';
import type { FormPage } from './support/form.mjs';
import { until } from './support/until.mjs';
import { BOARD, KEEP_LIST, NEVER, next, OPEN, useAssistant } from './support/assistantWorld.mjs';

const on = useAssistant();

describe('a link that exists', () => {
	test('is changed: only the columns of the admin are written, and the plan is shown before', async () => {
		await on.linkMembers();
		await on.world.run(on.sync);
		const [before] = await on.links();
		const form = await on.assistant.change('Members to Members Lounge', 'change', 'Settings of Members to Members Lounge');
		await form.screenshot('assistant-settings');
		await form.fill('Removal limit in percent of the Forj group', '101');
		await form.choose('Owned: only people whom the sync added are removed');
		await form.submit('The removal limit in percent must be a whole number from 0 to 100.');
		expect(await form.value('Removal limit in percent of the Forj group')).toBe('101');
		await form.fill('Removal limit in percent of the Forj group', '10');
		await form.fill(KEEP_LIST, 'mia@office.example\n12');
		await form.submit('What the next sync would do');
		expect(await form.text()).toContain('Changed: who is removed from the Forj group, removal limit, keep list.');
		await form.choose('Save: change the link');
		await form.submit('The link was changed');
		await form.close();
		const [after] = await on.links();
		expect(after).toMatchObject({ mode: 'owned', removal_limit_percent: 10, removal_limit_people: 5 });
		expect(JSON.parse(String(after?.settings))).toMatchObject({ keep: ['mia@office.example', '12'] });
		for (const column of ['status', 'status_detail', 'state', 'last_run_id', 'last_success_at']) expect(after?.[column]).toEqual(before?.[column]);
		expect((await on.world.run(on.sync)).report(String(after?.link_id)).status).toBe('Up To Date');
	});

	test('is switched off without a look at the groups, and nobody is removed', async () => {
		await on.linkMembers();
		const form = await on.assistant.change('Members to Members Lounge', 'change', 'Settings of Members to Members Lounge');
		await form.select('This link is', 'Off: nothing is written, and nobody is removed');
		await form.submit('The link was changed');
		await form.close();
		expect((await on.links())[0]?.enabled).toBe(false);
		expect(on.world.forj.counters.writes).toBe(0);
	});

	test('is unlinked: nobody is removed, and its rows are gone', async () => {
		await on.linkMembers();
		await on.world.run(on.sync);
		const people = membersOf(on.world);
		const form = await on.assistant.change('Members to Members Lounge', 'unlink', 'Unlink Members to Members Lounge');
		await form.screenshot('assistant-unlink');
		await form.choose('Unlink');
		await form.submit('Unlinked');
		await form.close();
		expect([await on.links(), await on.world.rows('novi_forj_members'), membersOf(on.world)]).toEqual([[], [], people]);
		await on.world.run(on.sync);
		expect(membersOf(on.world)).toEqual(people);
	});

	describe('waits while a sync is running:', () => {
		const settings = async (): Promise<FormPage> => await on.assistant.change('Members to Members Lounge', 'change', 'Settings of Members to Members Lounge');
		const enlargeKeepList = async (): Promise<FormPage> => {
			const form = await settings();
			await form.fill(KEEP_LIST, 'mia@office.example');
			await form.submit('What the next sync would do');
			await form.choose('Save: change the link');
			return form;
		};
		const switchOff = async (): Promise<FormPage> => {
			const form = await settings();
			await form.select('This link is', 'Off: nothing is written, and nobody is removed');
			return form;
		};
		const unlink = async (): Promise<FormPage> => {
			const form = await on.assistant.change('Members to Members Lounge', 'unlink', 'Unlink Members to Members Lounge');
			await form.choose('Unlink');
			return form;
		};

		test.each<[string, () => Promise<FormPage>, string, object[]]>([
			['changed', enlargeKeepList, 'The link was changed', [{ enabled: true, settings: expect.stringContaining('"keep":["mia@office.example"]') }]],
			['switched off', switchOff, 'The link was changed', [{ enabled: false }]],
			['unlinked', unlink, 'Unlinked', []],
		])('it is not %s, and is once the sync has ended', async (_what, ask, done, after) => {
			await on.linkMembers();
			const before = await on.links();
			const later = new Date(Date.now() + 600_000).toISOString();
			await on.setLease({ holder: 'another run', until: later });
			const form = await ask();
			await form.submit('A sync is running');
			await form.screenshot('assistant-sync-running');
			expect(await on.links()).toEqual(before);
			expect(await on.world.rows('novi_forj_lease')).toMatchObject([{ holder: 'another run', until: later }]);
			await on.setLease({ until: NEVER });
			await form.submit(done);
			await form.close();
			expect(await on.links()).toMatchObject(after);
			expect(await on.world.rows('novi_forj_lease')).toMatchObject([{ until: NEVER }]);
		});
	});

	test('that cannot be deleted: the lease is given back, so that no sync waits for it', async () => {
		await on.linkMembers();
		await on.setLease({ holder: 'another run', until: NEVER });
		const form = await on.assistant.change('Members to Members Lounge', 'unlink', 'Unlink Members to Members Lounge');
		await form.choose('Unlink');
		await on.world.client.tables.deleteTable('novi_forj_links');
		await form.press();
		await until('the lease was taken and is given back', async () => {
			const [row] = await on.world.rows('novi_forj_lease');
			return row?.holder !== 'another run' && row?.until === NEVER;
		});
		await form.close();
		const again = await on.assistant.begin('Link a group', 'Choose the two groups'); // creates the table again
		await again.close();
	});

	test('gets another field for the job title, and keeps one mapping per Novi field', async () => {
		await on.linkMembers();
		const form = await on.assistant.begin('Map profile fields', 'Choose a field');
		await form.screenshot('assistant-fields');
		expect(await form.entries('Field in Forj')).toEqual(expect.arrayContaining(['company_name', 'job_title', 'website']));
		await form.select('Field in Novi', 'Job title (JobTitle)');
		await form.select('Field in Forj', 'company_name');
		expect(await next(form, 'is already mapped')).toContain('The Forj field company_name is already mapped to ParentMemberName.');
		await form.select('Field in Forj', 'website');
		await form.submit('What the next sync would do');
		await form.choose('Save: change the field map');
		await form.submit('The field map was changed');
		await form.close();
		expect(await on.world.rows('novi_forj_fields')).toMatchObject([{ novi_field: 'JobTitle', forj_field: 'website', direction: 'novi_to_forj' }]);
	});

	test('explains one person, in every linked group', async () => {
		await on.linkMembers();
		await on.world.client.tables.insertRows('novi_forj_links', [{ link_id: 'board', novi_group_id: BOARD, novi_group_name: 'Board', forj_group_id: String(OPEN), forj_group_name: 'Open Forum', enabled: true }]);
		const form = await on.assistant.begin('Look up one person', 'Look up');
		await form.fill('E-mail in Novi or Forj, or Unique ID in Novi', 'ann@people.example');
		const text = await next(form, 'To look up somebody else');
		await form.screenshot('assistant-person');
		expect(text).toContain('Members to Members Lounge Planned Next sync: The person is added to the Forj group. Novi: an individual');
		expect(text).not.toContain('could not be compared');
		expect(text).toMatch(/to Open Forum Planned .* is not Private/);
		expect(on.world.forj.counters.writes).toBe(0);
		await form.close();
	});
});
