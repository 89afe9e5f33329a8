/** What this package takes for granted of each call to Forj: the sentences beside the real answers (api/forj-community.md). */
import type { Expectation } from '../../shared/check/checkRun';
import type { endpoints } from '../api/endpoints';

export type EndpointKey = keyof typeof endpoints;

const LIST = 'A bare list, or one inside "results" with or without "count"; limit and offset lead on until a page is empty';
const WRITE = {
	why: 'Not made: this check only reads unless "Also Test Writing" is on.',
	action: 'To test it, turn on "Also Test Writing" and name a test group and a test e-mail address.',
};

export const EXPECTATIONS: Record<EndpointKey, Expectation> = {
	listGroups: { expected: `${LIST}. Each group has an ID.` },
	getGroup: { expected: 'The group with its settings: privacy, requires_approval, its parent if it has one, and primary_admin.' },
	createGroup: { expected: 'Creates a group.', notAsked: { why: 'Not made: a group cannot be deleted through the API of Forj.' } },
	updateGroup: { expected: 'Changes settings of a group.', notAsked: { why: 'Not made: it would change settings of a group.' } },
	listMembers: { expected: `${LIST}. Each person has an ID and an e-mail address, the profile under "fields", and under "groups" whether he or she manages the group.` },
	getMember: { expected: 'The person as in the member list.' },
	addMember: { expected: 'Adds the person to the group without an invitation. The member shows up afterwards.', notAsked: WRITE },
	removeMember: { expected: 'Removes the person from the group; the account stays. The member is gone afterwards.', notAsked: WRITE },
	addMembersInBulk: { expected: 'Starts an import and answers with the number of its job.', notAsked: WRITE },
	getImportJob: { expected: 'The state of an import: queued, processing, completed or failed, and the imported IDs.', notAsked: WRITE },
	listUsers: { expected: `${LIST}. Each person has an ID and an e-mail address.` },
	searchUsers: { expected: 'A list like the others, with everybody whose e-mail address holds the words. A listed address is found.' },
	getUser: { expected: 'The person as in the list of users.' },
	readNotifications: {
		expected: 'Further pages of a webhook delivery, in the form of the first one.',
		notAsked: { why: 'Not asked: the address of this call comes with a delivery of more than 50 notifications.' },
	},
	updateUser: { expected: 'Changes the profile fields that are sent, and no other. They are read back as they were sent.', notAsked: WRITE },
};
