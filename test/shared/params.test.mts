import type { INode } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { ParamPlace } from '../../nodes/shared/params';
import { requireEmail, requireGuid, requireIsoDate, requirePositiveInteger, requireSegment } from '../../nodes/shared/params';

const node: INode = { id: '1', name: 'Novi', type: 'noviAms', typeVersion: 1, position: [0, 0], parameters: {} };
const place: ParamPlace = { node, displayName: 'Group', itemIndex: 2 };
const GUID = '3f2a9c14-6b1e-4d7a-9c55-0e8f7a2b4d10';

const checks = {
	guid: (value: unknown) => requireGuid(value, place),
	segment: (value: unknown) => requireSegment(value, place),
	email: (value: unknown) => requireEmail(value, place),
	integer: (value: unknown) => requirePositiveInteger(value, place),
	date: (value: unknown) => requireIsoDate(value, place, 'America/New_York'),
};

test.each<[keyof typeof checks, unknown, unknown]>([
	['guid', GUID, GUID],
	['guid', ` ${GUID.toUpperCase()} `, GUID.toUpperCase()],
	['guid', `https://www.association.example/groups/${GUID}/edit`, GUID],
	['segment', '4711', '4711'],
	['segment', 4711, '4711'],
	['segment', 'a-b_C9', 'a-b_C9'],
	['email', ' ann.lee+forum@association.example ', 'ann.lee+forum@association.example'],
	['email', 'ann@localhost', 'ann@localhost'],
	['integer', 50, 50],
	['integer', '50', 50],
	['date', '2026-11-01T00:00:00Z', '2026-11-01T00:00:00.000Z'],
	['date', '2026-07-01T00:00:00', '2026-07-01T04:00:00.000Z'],
	['date', '2018-10-28T13:31:52.4566667-04:00', '2018-10-28T17:31:52.456Z'],
	['date', '2026-11-01', '2026-11-01T04:00:00.000Z'],
])('%s takes %p', (kind, value, expected) => {
	expect(checks[kind](value)).toBe(expected);
});

test.each<[keyof typeof checks, unknown]>([
	['guid', ''],
	['guid', undefined],
	['guid', '../groups'],
	['guid', '12345'],
	['guid', `${GUID}/members`],
	['guid', `https://x.example/${GUID}/${GUID}`],
	['guid', { value: GUID }],
	['segment', ''],
	['segment', '..'],
	['segment', 'a/b'],
	['segment', 'a%2Fb'],
	['segment', 'a b'],
	['segment', 'x'.repeat(101)],
	['segment', null],
	['email', ''],
	['email', 'ann.association.example'],
	['email', '@association.example'],
	['email', 'ann@'],
	['email', 'a@b@c.example'],
	['email', 'ann lee@association.example'],
	['email', `${'x'.repeat(250)}@a.example`],
	['integer', 0],
	['integer', -1],
	['integer', 1.5],
	['integer', 'many'],
	['integer', ''],
	['integer', Number.NaN],
	['integer', true],
	['date', 'yesterday'],
	['date', ''],
	['date', 1_700_000_000],
	['date', '2026-13-01'],
])('%s refuses %p, naming parameter and item', (kind, value) => {
	const check = () => checks[kind](value);
	expect(check).toThrow(NodeOperationError);
	expect(check).toThrow(/^Group .*\[item 2\]$/);
});
