/** The list that an admin is shown, and the choice as a release. */
import { heldLists, isHeldList, releaseOf, type HeldList } from '../../nodes/core/heldRemovals';
import type { Row } from '../../nodes/core/linkRow';
import { releaseFault } from '../../nodes/core/release';
import { readRemembered } from '../../nodes/core/remembered';
import { HELD, RELEASE_THEM } from '../../nodes/core/texts';
import { after, FORJ_GROUP, LINK_ID, linkRow, NOVI_GROUP, NOW } from '../support/builders.mjs';

const DAY = 24 * 3_600_000;
const held = (forjUserId: string, name: string, more: Row = {}): Row => ({
	run_id: 'r1', link_id: LINK_ID, novi_id: '', forj_user_id: forjUserId, name, email: `${name}@x.example`, status: 'Removal held', action: 'none',
	reason: `Not in the Novi group. Too many at once. ${RELEASE_THEM}`, since: after(-DAY), ...more,
});
const shownFor = JSON.stringify({ shown_for: { novi_group_id: NOVI_GROUP, forj_group_id: FORJ_GROUP } });
const rows = (...more: Row[]) => readRemembered([linkRow({ state: shownFor }), ...more]);
const two = rows(held('8', 'zoe'), held('7', 'bob', { reason: 'In the Novi group, but N/A: The Novi record is not active. Too many at once.' }));
const [list] = heldLists(two, NOW) as [HeldList];

describe('the list of a link', () => {
	it('names everybody who waits, in order, with the cause in the label', () => {
		expect(list).toMatchObject({ link_id: LINK_ID, novi_group_id: NOVI_GROUP, novi_group: 'Board', forj_group_id: FORJ_GROUP, forj_group: 'Board room', listed_at: NOW });
		expect(list.people.map(({ label }) => label)).toEqual([
			'bob, bob@x.example: In the Novi group, but N/A: The Novi record is not active (Forj 7)',
			'zoe, zoe@x.example: Not in the Novi group (Forj 8)',
		]);
	});

	it('says once why they wait, without sending the admin to the form that is open', () => expect(list.why).toEqual(['Too many at once.']));

	it('holds nobody who stands otherwise, and there is none for a link that holds nobody', () => {
		expect(heldLists(rows(held('8', 'zoe', { status: 'Removed' }), held('9', 'kim', { status: 'Protected' })), NOW)).toEqual([]);
	});

	it('holds nobody of another link', () => {
		expect(heldLists(rows(held('8', 'zoe', { link_id: 'club' })), NOW)).toEqual([]);
	});
});

describe('the choice', () => {
	const choose = (chosen: string[], all = false, changes: Partial<HeldList> = {}, remembered = two, now = NOW) => releaseOf({ ...list, ...changes }, { all, chosen }, remembered, now);

	it.each<[string, string[], boolean, string[], string[]]>([
		['one by label', ['zoe, zoe@x.example: Not in the Novi group (Forj 8)'], false, ['8'], ['7']],
		['one by Forj user id', ['7'], false, ['7'], ['8']],
		['everybody', [], true, ['7', '8'], []],
	])('of %s is a release for exactly these, and remembers the others', (_what, chosen, all, people, notReleased) => {
		const release = choose(chosen, all);
		expect(release).toMatchObject({ linkId: LINK_ID, release: { people, listedAt: NOW }, notReleased });
		if ('release' in release) expect(releaseFault(two.links[0]!, release.release, NOW)).toBeUndefined();
	});

	it.each<[string, ReturnType<typeof choose>, string]>([
		['nobody', choose([]), HELD.nobodyChosen],
		['somebody who was not shown', choose(['8', '99']), HELD.notOnList(1)],
		['a list older than seven days', choose(['8'], false, {}, two, after(7 * DAY + 1)), HELD.expired],
		['a list with somebody written into it', choose(['8'], false, { people: [...list.people, { ...list.people[0]!, forj_user_id: '66', label: 'x' }] }), HELD.listChanged],
		['a list with a newer date', choose(['8'], false, { listed_at: after(1) }), HELD.listChanged],
		['a list of other groups', choose(['8'], false, { forj_group_id: '600' }), HELD.listChanged],
		['a link that is gone', choose(['8'], false, {}, readRemembered([])), HELD.linkGone(LINK_ID)],
		['a link that is switched off', choose(['8'], false, {}, readRemembered([linkRow({ enabled: false })])), HELD.linkGone(LINK_ID)],
		['a link that names another Forj group now', choose(['8'], false, {}, readRemembered([linkRow({ forj_group_id: '600' })])), HELD.groupsChanged],
	])('of %s releases nobody, and says why', (_what, release, fault) => expect(release).toEqual({ fault }));
});

it.each<[string, unknown, boolean]>([
	['the list itself', list, true],
	['it, after a form has stored it', JSON.parse(JSON.stringify(list)), true],
	['nothing', undefined, false],
	['people without ids', { ...list, people: [{ label: 'x' }] }, false],
	['no hash', { ...list, hash: undefined }, false],
])('is a list: %s', (_what, value, expected) => expect(isHeldList(value)).toBe(expected));
