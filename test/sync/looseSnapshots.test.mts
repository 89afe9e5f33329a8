/** Single people as snapshots: what passes as a list, what does not, and what nobody vouches for. */
import { looseSnapshots, NOT_KNOWN_COMPLETE, type LooseLists } from '../../nodes/core/looseSnapshots';
import { isForjSnapshot, isNoviSnapshot } from '../../nodes/core/snapshots';
import { member, NOVI_GROUP, FORJ_GROUP, NOW, person, unreadable } from '../support/builders.mjs';
import { FAILED, forjPeople, NOTHING, noviPeople } from './items.mjs';

const ANN = person('ann', { fields: { FirstName: 'Ann', JobTitle: 'Chair', Region: ['North'] } });
const ANN_IN_FORJ = member('1', 'ann', { fields: { first_name: 'Ann', job_title: 'Chair' } });

function read(differing: Partial<LooseLists>) {
	return looseSnapshots({ novi: noviPeople(ANN), forj: forjPeople(ANN_IN_FORJ), bothListsComplete: false, readAt: NOW, ...differing });
}

function snapshotsOf(differing: Partial<LooseLists> = {}) {
	const result = read(differing);
	if ('problem' in result) throw new Error(result.problem.message);
	return result;
}

function problemOf(differing: Partial<LooseLists>) {
	const result = read(differing);
	return 'problem' in result ? result.problem : undefined;
}

describe('the people of both Get Members', () => {
	test('become two valid snapshots with the same people', () => {
		const { novi, forj } = snapshotsOf();
		expect([isNoviSnapshot(novi), isForjSnapshot(forj)]).toEqual([true, true]);
		expect(novi.members).toEqual([ANN]);
		expect(forj.members).toEqual([ANN_IN_FORJ]);
		expect([novi.group.id, forj.group.id]).toEqual([NOVI_GROUP, FORJ_GROUP]);
		expect(forj.seenFieldKeys).toEqual(['first_name', 'job_title']);
	});

	test('keep somebody whom Novi does not show as unknown', () => {
		const { novi } = snapshotsOf({ novi: noviPeople(unreadable('bob')) });
		expect(novi.members).toEqual([unreadable('bob')]);
	});

	test('keep people of several Novi groups together, as one list without a group', () => {
		const other = noviPeople(person('bob')).map((json) => ({ ...json, groupId: 'another' }));
		const { novi } = snapshotsOf({ novi: [...noviPeople(ANN), ...other] });
		expect(novi.members.map(({ id }) => id)).toEqual(['ann', 'bob']);
		expect(novi.group.id).toBe('unnamed');
	});

	test('count a member who is listed twice in the same words once', () => {
		const { forj } = snapshotsOf({ forj: [...forjPeople(ANN_IN_FORJ), ...forjPeople(ANN_IN_FORJ)] });
		expect([forj.members.length, forj.received]).toEqual([1, 1]);
	});
});

describe('completeness', () => {
	test('is not assumed: only the Novi side carries the doubt, so that adds and updates still go on', () => {
		const { novi, forj } = snapshotsOf();
		expect([novi.complete, forj.complete]).toEqual([false, true]);
		expect(novi.failure).toEqual(NOT_KNOWN_COMPLETE);
	});

	test('is what the admin says it is', () => {
		const { novi, forj } = snapshotsOf({ bothListsComplete: true });
		expect([novi.complete, forj.complete, novi.failure]).toEqual([true, true, undefined]);
	});
});

describe('an empty side', () => {
	test.each([
		['no items', [], false],
		['no items, said to be complete', [], true],
	])('is a failed read with %s', (_, none, bothListsComplete) => {
		expect(problemOf({ novi: none, bothListsComplete })?.message).toBe('Nobody came in on the input Novi');
		expect(problemOf({ forj: none, bothListsComplete })?.message).toBe('Nobody came in on the input Forj');
	});

	test('is a failed read of Novi with an empty item, unless the admin says that the lists are complete', () => {
		expect(problemOf({ novi: [NOTHING] })?.message).toBe('Nobody came in on the input Novi');
	});

	test('is an empty Forj group with an empty item: that can only lead to adds', () => {
		const { novi, forj } = snapshotsOf({ forj: [NOTHING] });
		expect([forj.members, novi.complete]).toEqual([[], false]);
	});

	test('is an empty list when the step ran, found nobody, and the admin says so', () => {
		const { novi } = snapshotsOf({ novi: [NOTHING], bothListsComplete: true });
		const { forj } = snapshotsOf({ forj: [NOTHING], bothListsComplete: true });
		expect([novi.members, forj.members]).toEqual([[], []]);
	});
});

describe('what is no list of people', () => {
	const RAW_NOVI = { UniqueID: 'ann', Name: 'Ann', AccountEmail: 'ann@login.example' };
	const RAW_FORJ = { id: '1', email: 'ann@login.example', fields: { job_title: 'Chair' }, groups: [] };
	const [novi] = noviPeople(ANN);
	const [forj] = forjPeople(ANN_IN_FORJ);

	test.each<[string, Partial<LooseLists>, string, number]>([
		['an error item on the Novi side', { novi: [novi, FAILED] }, 'The step that reads Novi did not end well', 1],
		['an error item on the Forj side', { forj: [FAILED, forj] }, 'The step that reads Forj did not end well', 0],
		['a raw record of Novi', { novi: [RAW_NOVI] }, 'An item of the input Novi is no person', 0],
		['a raw row of Forj', { forj: [forj, RAW_FORJ] }, 'An item of the input Forj is no person', 1],
		['a member of Forj on the Novi side', { novi: [forj] }, 'An item of the input Novi is no person', 0],
		['a person of Novi on the Forj side', { forj: [novi] }, 'An item of the input Forj is no person', 0],
		['a person without an id', { novi: [{ ...novi, id: '' }] }, 'An item of the input Novi is no person', 0],
		['text', { novi: ['ann@login.example'] }, 'An item of the input Novi is no person', 0],
	])('%s stops the comparison, even if the lists are said to be complete', (_, lists, message, itemIndex) => {
		const problem = problemOf({ ...lists, bothListsComplete: true });
		expect(problem?.message).toContain(message);
		expect(problem?.itemIndex).toBe(itemIndex);
		expect(problem?.fix).not.toBe('');
	});

	test('members of two Forj groups', () => {
		const other = { ...member('2', 'bob'), groupId: '701' };
		expect(problemOf({ forj: [forj, other] })?.message).toBe('The people of the input Forj come from 2 groups');
	});

	test('two different answers about one Forj member', () => {
		const changed = forjPeople({ ...ANN_IN_FORJ, isManager: true });
		expect(problemOf({ forj: [forj, ...changed] })).toMatchObject({ itemIndex: 1, message: 'Forj member 1 came in twice, with different data' });
	});
});

test('people of a staging site are said to be such, so that nothing is written (design 4.11)', () => {
	const held = noviPeople(ANN).map((item) => ({ ...(item as object), stagingHeld: true }));
	expect(snapshotsOf({ novi: held }).novi.staging).toBe(true);
	expect(snapshotsOf({}).novi.staging).toBe(false);
});
