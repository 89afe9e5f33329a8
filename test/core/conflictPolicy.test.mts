/** Which policy counts for one person: the settings of the links in which the person is remembered. */
import { policyOfLinks } from '../../nodes/core/conflictPolicy';
import { readRemembered } from '../../nodes/core/remembered';
import { linkRow, memory } from '../support/builders.mjs';

interface Row {
	link_id: string;
	conflict?: string;
	enabled?: boolean;
}

const links = (rows: readonly Row[]) =>
	readRemembered(rows.map(({ link_id, conflict, enabled = true }) => linkRow({ link_id, enabled, settings: conflict === undefined ? '' : JSON.stringify({ conflict }) }))).links;
const inLinks = (...ids: string[]) => memory('ann', '1', { state: Object.fromEntries(ids.map((id) => [id, { groupId: '700', member: true }])) });

test.each<[string, string[], Row[], string]>([
	['no link at all', [], [], 'novi_wins'],
	['a link that says nothing', ['a'], [{ link_id: 'a' }], 'novi_wins'],
	['the only link', ['a'], [{ link_id: 'a', conflict: 'forj_wins' }], 'forj_wins'],
	['a link of other people does not count', ['a'], [{ link_id: 'a', conflict: 'forj_wins' }, { link_id: 'b', conflict: 'novi_wins' }], 'forj_wins'],
	['a link that is switched off does not count', ['a', 'b'], [{ link_id: 'a', conflict: 'forj_wins' }, { link_id: 'b', enabled: false }], 'forj_wins'],
	['two links that agree', ['a', 'b'], [{ link_id: 'a', conflict: 'report' }, { link_id: 'b', conflict: 'report' }], 'report'],
	['two links that do not agree: nobody wins', ['a', 'b'], [{ link_id: 'a', conflict: 'forj_wins' }, { link_id: 'b', conflict: 'novi_wins' }], 'report'],
	['remembered in no link: all links count', [], [{ link_id: 'a', conflict: 'forj_wins' }, { link_id: 'b', conflict: 'forj_wins' }], 'forj_wins'],
	['remembered in no link, and the links do not agree', [], [{ link_id: 'a', conflict: 'forj_wins' }, { link_id: 'b' }], 'report'],
])('%s', (_name, own, rows, expected) => {
	expect(policyOfLinks(inLinks(...own), links(rows))).toBe(expected);
});
