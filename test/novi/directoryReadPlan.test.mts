import { directoryReadPlan } from '../../nodes/NoviAms/snapshot/directoryReadPlan';

test.each<[number, number | null, ReturnType<typeof directoryReadPlan>]>([
	// Before the first page: at least that one would be read.
	[0, null, 'nothing'],
	[1, null, 'singles'],
	[2, null, 'directory'],
	[5_000, null, 'directory'],
	// After it: pages left against people left, at a tie people.
	[0, 9, 'nothing'],
	[8, 9, 'singles'],
	[9, 9, 'singles'],
	[10, 9, 'directory'],
	[1, 1, 'singles'],
	[2, 1, 'directory'],
	[1, 0, 'singles'],
	[700, 0, 'singles'],
])('%d people missing, %p pages left: %s', (missing, pagesLeft, expected) => {
	expect(directoryReadPlan({ missing, pagesLeft })).toBe(expected);
});
