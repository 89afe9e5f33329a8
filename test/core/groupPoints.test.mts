/** The points of a Forj group: what the planner refuses and what the readiness check shows are one and the same. */
import { groupFaults, groupPoints, linkedOncePoint } from '../../nodes/core/readiness';
import { readLinkRow } from '../../nodes/core/linkRow';
import { NOT_READY } from '../../nodes/core/texts';
import type { ForjGroup } from '../../nodes/core/types';

const FIT: ForjGroup = { id: '401', name: 'Board', privacy: 5, hasParent: false, requiresApproval: false, primaryAdmin: {}, fieldKeys: [] };
const PRIVATE = 5;

describe('the points of a group', () => {
	it.each<[what: string, differing: Partial<ForjGroup>, level: number | undefined, failing: Array<[point: string, found: string]>]>([
		['a group that fits', {}, PRIVATE, []],
		['a level of 0', { privacy: 0 }, 0, []],
		['a sub-group', { hasParent: true }, PRIVATE, [['top_level', 'sub-group']]],
		['another level', { privacy: 1 }, PRIVATE, [['private', '1']]],
		['a level that Forj does not show', { privacy: undefined }, PRIVATE, [['private', 'not shown by Forj']]],
		['a level that nobody knows', {}, undefined, [['private', '5']]],
		['approval', { requiresApproval: true }, PRIVATE, [['approval', 'approval is on']]],
		['approval that Forj does not show', { requiresApproval: undefined }, PRIVATE, [['approval', 'not shown by Forj']]],
		['all at once', { hasParent: true, privacy: 1, requiresApproval: true }, PRIVATE, [['top_level', 'sub-group'], ['private', '1'], ['approval', 'approval is on']]],
	])('%s', (_what, differing, level, failing) => {
		const group = { ...FIT, ...differing };
		const points = groupPoints(group, level);
		expect(points.map(({ point }) => point)).toEqual(['top_level', 'private', 'approval']);
		const bad = points.filter(({ ok }) => !ok);
		expect(bad.map(({ point, found }) => [point, found])).toEqual(failing);
		expect(bad.map(({ text }) => text)).toEqual(groupFaults(group, level));
	});
});

describe('a group is written by one link', () => {
	const link = (linkId: string, more: object = {}) => readLinkRow({ link_id: linkId, novi_group_id: 'n', forj_group_id: FIT.id, enabled: true, ...more });

	it.each<[what: string, links: Array<ReturnType<typeof link>>, own: string | undefined, fault: string | undefined]>([
		['no link', [], undefined, undefined],
		['the own link', [link('a')], 'a', undefined],
		['one link, none is meant', [link('a')], undefined, undefined],
		['two links, none is meant', [link('b'), link('a')], undefined, NOT_READY.twoLinks('a, b')],
		['another link', [link('b')], 'a', NOT_READY.twoLinks('b')],
		['another link that is switched off', [link('b', { enabled: false })], 'a', undefined],
		['the own link switched off, another one on', [link('a', { enabled: false }), link('b')], 'a', NOT_READY.twoLinks('b')],
		['another link of another group', [link('b', { forj_group_id: '402' })], 'a', undefined],
		['two rows of the own link', [link('a'), link('a')], 'a', NOT_READY.sameLinkId],
	])('%s', (_what, links, own, fault) => {
		const { ok, text } = linkedOncePoint(FIT, links, own);
		expect([ok, ok ? undefined : text]).toEqual([fault === undefined, fault]);
	});

	it('and without a group id, nothing is shared', () => {
		expect(linkedOncePoint({ ...FIT, id: '' }, [link('a', { forj_group_id: '' }), link('b', { forj_group_id: '' })]).ok).toBe(true);
	});
});
