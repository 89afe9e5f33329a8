/** What admins read about writes. One place, so that one thing has one name. */
import type { ServiceError } from '../../shared/http/serviceError';
import { isServiceError } from '../../shared/http/serviceError';

const NEXT_RUN = 'The next run checks and tries again.';

export const REASON = {
	dryRun: 'Dry run: nothing was written.',
	notWritable: 'Nothing was written to Forj for this link. Its status says what to change.',
	noRemovalsAsTool: 'As an AI tool, this node removes nobody. Run the workflow itself to remove people.',
	noWrite: 'The plan names no write for this person. Build the plan again with Compare Members.',
	alreadyMember: 'Was a member already.',
	alreadyGone: 'Was no longer a member.',
	addedAfterDoubt: 'Forj gave no clear answer, but its member list shows the person.',
	userUnknown: (userId: string) => `Forj no longer knows the remembered account ${userId}, so the person was added by e-mail.`,
	userUnread: (userId: string, error: unknown) =>
		`Forj did not take the remembered account ${userId}, and whether it still exists could not be read, so nobody was added. ${describe(error)} ${NEXT_RUN}`,
	stillPending:
		'Forj still shows this person as waiting for approval. Accept the person in Forj, or switch approval off for this group.',
	notListed: (email: string) =>
		`Forj accepted the add, but its member list does not show ${email}. Check in Forj whether the address belongs to another account. ${NEXT_RUN}`,
	addUnknown: (error: unknown) => `It is not known whether Forj added this person. ${describe(error)} ${NEXT_RUN}`,
	addUnconfirmed: `Forj accepted the add, but its member list could not be read to confirm it. ${NEXT_RUN}`,
	profileNotWritten: (error: unknown) => `Added, but the profile could not be updated. ${describe(error)}`,
	importRunning: (jobId: string) => `Forj was still working on import ${jobId} when this run had to end. ${NEXT_RUN}`,
	importFailed: (jobId: string, message: string) =>
		`Forj reports import ${jobId} as failed${message === '' ? '' : ` ("${short(message)}")`}. ${NEXT_RUN}`,
	firstOnesFailed: (tried: number) => `Not tried: Forj did not take the first ${tried} people of this import one by one, either.`,
	importBusy: `Another import was running in this Forj community all the time, and Forj allows one at a time. ${NEXT_RUN}`,
	updateUnconfirmed: (fields: string[]) => `Forj took the update, but shows another value for ${fields.join(', ')}.`,
	updateUnread: 'Forj took the update, but the profile could not be read back to confirm it.',
	updateUnknown: (error: unknown) => `It is not known whether Forj updated this profile. ${describe(error)} ${NEXT_RUN}`,
	somebodyNotAdded:
		'Somebody could not be added in this run, and this may be that person\'s account under another address. The next run looks again.',
	alreadyMemberAs: (email: string) =>
		`Was a member already, as ${email}: the Novi login is another address of the same Forj account.`,
	recognised: (name: string) => `This account has just been recognised as ${name}'s account, so it is not removed.`,
	touchedByImport: "An import of this run returned this account, so it may be the account of somebody who was just added. It is not removed.",
	unidentified:
		'It is not known which account somebody of this group was just added with, and it could be this one. It is not removed in this run.',
	manager: 'Group manager in Forj: never removed by the sync.',
	managerUnsaid:
		'Forj does not say whether this person is a group manager, so the person is not removed. Look at the person in Forj.',
	changedSinceRead: 'The e-mail address in Forj changed while the groups were compared, so the person is not removed in this run. The next run decides anew.',
	managerUnread: (error: unknown) =>
		`It could not be read whether this person is a group manager, so the person is not removed. ${describe(error)}`,
	removalNotSeen: `Forj accepted the removal, but still lists the person. ${NEXT_RUN}`,
	removalUnknown: (error: unknown) => `It is not known whether Forj removed this person. ${describe(error)} ${NEXT_RUN}`,
	notFoundButListed: `Forj did not find this member, but still lists the person or could not show its list. ${NEXT_RUN}`,
};

export const NOTE = {
	bulkNotAvailable: (status: number | undefined) =>
		`Forj did not take the bulk import${status === undefined ? '' : ` (${status})`}, so people were added one by one.`,
	importFailed: (jobId: string, message: string) =>
		`Forj reports import ${jobId} as failed${message === '' ? '' : ` ("${short(message)}")`}, so people were added one by one.`,
	jobNotShown: (jobId: string) => `Forj does not show the state of import ${jobId}, so the member list was read instead.`,
	importTouched: (ids: string[]) =>
		`The import returned accounts that no e-mail explains: ${ids.slice(0, 20).join(', ')}${ids.length > 20 ? ', ...' : ''}. None of them is removed in this run.`,
	listFailed: 'The member list could not be read to its end after the adds.',
};

export const STOP = {
	cancelled: { kind: 'cancelled', message: 'The execution was stopped.', fix: 'Run the workflow again when you want it to go on.' },
	deadline: { kind: 'deadline', message: 'The time of this run was over.', fix: 'The next run does the rest.' },
	failure: {
		kind: 'failure',
		message: 'The writing of this link stopped unexpectedly.',
		fix: 'Run the workflow again. If this stays, report it to the makers of this package.',
	},
} as const;

const MAX_ECHO = 200;

/** What a service said, short enough for a table; markup is not repeated. */
export function short(text: string): string {
	const plain = text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim();
	return plain.length > MAX_ECHO ? `${plain.slice(0, MAX_ECHO)}...` : plain;
}

/** What happened and what to do. */
export function describe(error: unknown): string {
	if (isServiceError(error)) return sentence(error);
	return error instanceof Error ? short(error.message) : 'The call failed for an unknown reason.';
}

function sentence({ message, fix }: ServiceError): string {
	return `${short(message)} ${fix}`.trim();
}
