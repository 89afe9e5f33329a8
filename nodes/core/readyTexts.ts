/** What the readiness check says of a Forj group beside its faults, whose words are NOT_READY in texts.ts. */
export const READY = {
	topLevel: (group: string) => `The Forj group ${group} is a top-level group.`,
	isPrivate: (group: string) => `The Forj group ${group} is Private.`,
	noApproval: (group: string) => `Joining the Forj group ${group} needs no approval.`,
	linkedOnce: (group: string) => `The Forj group ${group} is not linked by another link.`,
};

/** What was found, in few words, where Forj shows no value of its own. */
export const FOUND = {
	topLevel: 'top-level group',
	subGroup: 'sub-group',
	notShown: 'not shown by Forj',
	level: (level: number) => String(level),
	approvalOff: 'approval is off',
	approvalOn: 'approval is on',
	noOtherLink: 'no other link',
	links: (linkIds: readonly string[]) => `linked by ${linkIds.join(', ')}`,
};
