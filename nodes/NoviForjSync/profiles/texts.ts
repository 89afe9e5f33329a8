/** What the profile operations say when an input is not what it should be. */
export const PROFILE_INPUT = {
	noNoviRecord: {
		message: 'An item on the input Novi is no Novi member record',
		fix: 'Connect Novi AMS, Member: Get, with Simplify switched off.',
	},
	noForjProfile: {
		message: 'An item on the input Forj is no Forj member',
		fix: 'Connect Forj Community, User: Get or Member: Get Many with Simplify switched on, a snapshot, or Find Changed Profiles.',
	},
	forjFailed: {
		message: 'A step that reads Forj did not end well',
		fix: 'Look at the steps that feed the input Forj in this execution. Without what they read nobody knows whose profile changed.',
	},
	notCompared: {
		message: 'An item on the input Compared is none of Compare Profiles',
		fix: 'Connect the outputs To Novi, Conflict and Unchanged of Compare Profiles to the input Compared.',
	},
	badLengths: {
		message: 'Longest Values is no list of numbers of characters',
		fix: 'Enter the names of Novi fields with whole numbers, such as {"JobTitle": 50}, or {}.',
	},
};
