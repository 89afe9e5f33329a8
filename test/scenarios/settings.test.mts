/** Bad settings of a link: its status says what is wrong and where, and nothing is written. */
import type { IDataObject } from 'n8n-workflow';
import { FORJ_GROUP, crew, inStep, login, NO_WRITES, NOVI_GROUP, person, idOf } from './world.mjs';
import { linkRow } from '../engine/chain.mjs';

const PERCENT = 'Use a whole number from 0 to 100.';
const PEOPLE = 'Use a whole number, 0 or more.';

const BAD: Array<[string, IDataObject, string]> = [
	['a limit of -1 %', { removal_limit_percent: -1 }, `"removal_limit_percent" is -1. ${PERCENT}`],
	['a limit of 101 %', { removal_limit_percent: 101 }, `"removal_limit_percent" is 101. ${PERCENT}`],
	['a limit of 12.5 %', { removal_limit_percent: 12.5 }, `"removal_limit_percent" is 12.5. ${PERCENT}`],
	['a limit of "many" %', { removal_limit_percent: 'many' }, `"removal_limit_percent" is many. ${PERCENT}`],
	['a limit of "25 %"', { removal_limit_percent: '25 %' }, `"removal_limit_percent" is 25 %. ${PERCENT}`],
	['a limit of -1 people', { removal_limit_people: -1 }, `"removal_limit_people" is -1. ${PEOPLE}`],
	['a limit of 2.5 people', { removal_limit_people: 2.5 }, `"removal_limit_people" is 2.5. ${PEOPLE}`],
	['a limit of "all" people', { removal_limit_people: 'all' }, `"removal_limit_people" is all. ${PEOPLE}`],
	['an unknown mode', { mode: 'Mirror!' }, '"mode" is "Mirror!". Use mirror, owned or add_only.'],
	['settings that are no JSON', { settings: '{keep' }, '"settings" is no valid JSON object. Correct it in novi_forj_links, or clear it.'],
	['a misspelt setting', { settings: '{"kepp":["a@b.example"],"private_level":5}' }, '"settings" has "kepp", which means nothing here. Known are: conflict, fields_not_in_novi, ignore_group_counts, keep, private_level, self_left. Correct it in novi_forj_links.'],
	['a keep list that is no list', { settings: '{"keep":"a@b.example","private_level":5}' }, '"settings" has a wrong "keep": expected a list of e-mails or Forj user ids.'],
	['an unknown self_left', { settings: '{"self_left":"maybe","private_level":5}' }, '"settings" has a wrong "self_left": expected "respect" or "add_back".'],
];

test.each(BAD)('%s: Not ready with what to change, nothing is written', async (_name, columns, said) => {
	const sync = await inStep(crew(3));
	const good = sync.tables.links;
	sync.tables.links = good.map((link) => ({ ...link, ...columns }));
	sync.leave('p3.crew');
	sync.join(person('lea.sand'));
	const run = await sync.run();
	expect(run).toMatchObject({ status: 'Not ready', writes: NO_WRITES, counters: { added: 0, removed: 0, not_attempted: 1 } });
	expect(run.detail).toContain(said);
	expect(sync.tables.links[0]).toMatchObject({ status: 'Not ready', status_detail: run.detail });
	expect(sync.inForj()).toEqual(crew(3).map(login));
	expect(sync.status('lea.sand')).toBe('Not attempted');

	// Mended, the link goes on where it was.
	sync.tables.links = sync.tables.links.map((link) => ({ ...link, ...Object.fromEntries(Object.keys(columns).map((key) => [key, good[0]?.[key] ?? ''])) }));
	expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: { adds: 1, removals: 1 } });
});

test.each<[string, IDataObject, string]>([
	['a Novi group that does not exist', { novi_group_id: idOf('nowhere') }, 'Novi has nothing under this id'],
	['a Forj group that does not exist', { forj_group_id: '999' }, 'Forj has nothing under this id'],
])('a link to %s: Held with what to do, nothing is written', async (_name, columns, said) => {
	const sync = await inStep(crew(3));
	sync.tables.links = sync.tables.links.map((link) => ({ ...link, ...columns }));
	const run = await sync.run();
	expect(run).toMatchObject({ status: 'Held', writes: NO_WRITES });
	expect(run.detail).toContain(said);
	expect(sync.inForj()).toEqual(crew(3).map(login));
});

test.each([['novi_group_id'], ['forj_group_id']])('a link without %s: its status says so, nothing is written', async (column) => {
	const sync = await inStep(crew(3));
	sync.tables.links = sync.tables.links.map((link) => ({ ...link, [column]: '' }));
	const run = await sync.run();
	expect(run).toMatchObject({ status: 'Not ready', writes: NO_WRITES });
	expect(run.detail).toContain(`"${column}" is empty. Fill it in, in the table novi_forj_links.`);
});

test('two links to one Forj group: both are Not ready and name each other, nothing is written', async () => {
	const sync = await inStep(crew(3));
	sync.leave('p3.crew');
	sync.tables.links.push(linkRow(NOVI_GROUP, FORJ_GROUP, { link_id: 'council' }));
	expect(await sync.run()).toMatchObject({ status: 'Not ready', writes: NO_WRITES });
	const details = sync.tables.links.map(({ link_id, status, status_detail }) => [link_id, status, status_detail]);
	const said = (other: string) => `The Forj group is linked more than once (also by ${other}). One Forj group can follow one Novi group only: switch off or unlink the other one in the Set-Up Assistant.`;
	expect(details).toEqual([['board', 'Not ready', expect.stringContaining(said('council'))], ['council', 'Not ready', expect.stringContaining(said('board'))]]);
	expect(sync.inForj()).toEqual(crew(3).map(login));
});
