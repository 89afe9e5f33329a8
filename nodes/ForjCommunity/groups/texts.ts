/** What admins read about groups that are created, changed and checked. */
import type { ReadFailure } from '../../core/types';
import type { Difference } from './settings';

/** Why a group was not created or not changed as wished: what happened, and what the admin can do. */
export class GroupProblem extends Error {
	constructor(
		message: string,
		readonly fix: string,
	) {
		super(message);
		this.name = 'GroupProblem';
	}
}

const said = (error: unknown): string => (error instanceof Error ? error.message : 'Forj gave no clear answer.');
const LOOK = 'Open the list of groups in Forj and look for it before you run this again.';

export const PROBLEM = {
	listUnread: (failure: ReadFailure) =>
		new GroupProblem(`No group was created, since the groups that exist could not be read. ${failure.message}`, failure.fix),
	exists: (name: string, ids: readonly string[]) =>
		new GroupProblem(
			`Forj has a group with the name ${name} already (ID ${ids.join(', ')})`,
			'Choose it instead, or give the new group another name. Check Readiness says whether it fits the sync.',
		),
	maybeCreated: (name: string, why: unknown, failure: ReadFailure) =>
		new GroupProblem(
			`It is not known whether Forj created the group ${name}. ${said(why)} Its list of groups could not be read afterwards. ${failure.message}`,
			`${LOOK} If it is there, choose it.`,
		),
	notCreated: (name: string, why: unknown) =>
		new GroupProblem(
			`Forj does not show a new group ${name}, so it was probably not created. ${said(why)}`,
			`${LOOK} If it is not there, run this again: a group with this name is never created twice.`,
		),
	severalCreated: (name: string, ids: readonly string[]) =>
		new GroupProblem(
			`Forj shows several new groups with the name ${name} (ID ${ids.join(', ')})`,
			'Somebody else created one at the same moment. Open them in Forj, rename the one that is not needed, and choose the other.',
		),
	createdUnread: (name: string, id: string, why: unknown) =>
		new GroupProblem(
			`The group ${name} was created in Forj (ID ${id}), but its settings could not be read. ${said(why)}`,
			'Choose the group from the list and run Check Readiness for it. Do not create it again.',
		),
	updateUnknown: (id: string, why: unknown) =>
		new GroupProblem(
			`It is not known whether Forj changed the group ${id}. ${said(why)}`,
			"Open the group's settings in Forj and look at them. The same change can be sent again without harm.",
		),
	updatedUnread: (id: string, why: unknown) =>
		new GroupProblem(
			`Forj took the change of the group ${id}, but its settings could not be read afterwards. ${said(why)}`,
			'Run Check Readiness for the group, or look at its settings in Forj.',
		),
	noLevel: () =>
		new GroupProblem(
			'No group was created, since it is not known which number means Private in your community',
			'Open a group that you know is Private with Group: Get, and copy its "privacy" into Private Level, here or in the credential Forj Community API.',
		),
	toolCreates: () =>
		new GroupProblem(
			'As an AI tool, this node creates no group',
			'A group cannot be deleted through the API of Forj. Use the node in the workflow itself to create one.',
		),
	toolChanges: () =>
		new GroupProblem(
			'As an AI tool, this node changes no settings of a group',
			'They decide who sees what the group writes. Use the node in the workflow itself to change them.',
		),
	noSearch: () =>
		new GroupProblem(
			'Forj does not offer the search for users (404)',
			'Use User: Get Many with Return All instead, and find the person with the node Filter. If that fails too, check Base URL in the Forj credential.',
		),
};

export const WARNING = {
	foundAfterDoubt: (why: unknown) => `Forj gave no clear answer, but its list of groups shows the new group. ${said(why)}`,
	notAsSent: ({ setting, sent, shown }: Difference) => `Forj shows "${shown}" for ${setting}, but "${sent}" was sent. Change it in the group's settings in Forj.`,
	approvalStaysOn: (why: unknown) =>
		`Approval could not be switched off. ${said(why)} Switch it off in the group's settings in Forj.`,
	otherLevel: (credential: number, given: number) =>
		`The credential Forj Community API says that ${credential} means Private, not ${given}. The sync goes by the credential: correct the one that is wrong.`,
	notLinkedUnchecked: 'Whether another link writes the group was not checked, since no links were given.',
};

/** What the API of Forj has no setting for. */
export const BY_HAND = {
	posting: (group: string) =>
		`Who may post cannot be set through the API of Forj. Open the group ${group} in Forj, then its settings, and choose there who may post.`,
};

export const MESSAGE = {
	ready: (group: string) => `The Forj group ${group} is ready for the sync.`,
	notReady: (texts: readonly string[]) => `Not ready yet. ${texts.join(' ')}`,
	updated: (group: string) => `Forj shows the group ${group} as it was sent.`,
	notShown: (settings: readonly string[]) =>
		`Forj took the change, but does not show ${settings.join(', ')}, so it could not be checked. Look at the group's settings in Forj.`,
};
