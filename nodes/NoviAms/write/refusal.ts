/** Why a member is not changed, in words for admins. */

/** Thrown before anything is sent, or when what Novi shows afterwards is not right. */
export class WriteRefusal extends Error {
	constructor(
		message: string,
		/** What the admin can do about it, and where. */
		readonly fix: string,
	) {
		super(message);
		this.name = 'WriteRefusal';
	}
}

const LIMIT_DATA = 'gear menu > Advanced > API Keys > Limit Member Data';
const LOOK = 'Open the member in Novi and look at it before you run this again.';

export const REFUSAL = {
	never: (name: string, { why, fix }: { why: string; fix: string }) => new WriteRefusal(`${name} ${why}.`, fix),

	unknownField: (name: string) =>
		new WriteRefusal(
			`Novi shows no field "${name}" of this member.`,
			`Check how the field is written. If Novi has it, the API key may be limited: ${LIMIT_DATA}.`,
		),

	notKnownAsWritable: (name: string) =>
		new WriteRefusal(`"${name}" is no field that this package writes.`, 'Change it in Novi, or name another field.'),

	absent: (fields: readonly string[]) =>
		new WriteRefusal(
			`Novi does not show all fields of this member, so that saving it would erase them: ${fields.join(', ')}.`,
			`The API key is probably limited. In Novi, open the ${LIMIT_DATA}, and let the key see all fields. If your site truly has no such field, name it under "Fields This Site Does Not Have".`,
		),

	inexact: () =>
		new WriteRefusal(
			'The record of this member holds a number that is too long to be sent back unchanged.',
			'Change the member in Novi.',
		),

	kind: (name: string, holds: string, given: string) =>
		new WriteRefusal(`${name} holds ${holds}, but the new value is ${given}.`, 'Give a value of the same kind.'),

	control: (name: string) =>
		new WriteRefusal(`The new value of ${name} holds control characters.`, 'Remove them; line breaks and tabs may stay.'),

	calculated: (name: string) =>
		new WriteRefusal(`${name} is calculated by Novi as a sum, so it is not written.`, 'Change the records that it is the sum of.'),

	meanwhile: (names: readonly string[]) =>
		new WriteRefusal(`${names.join(', ')} was changed in Novi meanwhile.`, 'Nothing was overwritten. Run this again to compare with the new value.'),

	badRequest: (message: string) =>
		new WriteRefusal(
			message,
			'Novi refuses every change while a field that your association marks as required is empty. Open this member in Novi, look for an empty required field and fill it in.',
		),

	notTaken: (names: readonly string[]) =>
		new WriteRefusal(`Novi answered, but does not show the new value of ${names.join(', ')}.`, LOOK),

	lost: (names: readonly string[]) =>
		new WriteRefusal(`After the change, Novi no longer shows what stood in ${names.join(', ')}.`, `${LOOK} Enter what is missing again.`),

	alsoChanged: (names: readonly string[]) =>
		new WriteRefusal(
			`The change was made, but ${names.join(', ')} is not as before either.`,
			'Perhaps somebody edited the member at the same moment. Open the member in Novi and look at it.',
		),

	unclear: (why: string) => new WriteRefusal(`It is not known whether Novi took the change: ${why}`, LOOK),

	activityUnclear: (why: string) =>
		new WriteRefusal(
			`It is not known whether Novi took the activity: ${why}`,
			'Look at the activities of the member in Novi. Run this again only if it is not there.',
		),

	sameTwice: (name: string) => new WriteRefusal(`${name} is named twice.`, 'Name each field once.'),
};

export const STOPPED = {
	deadline: 'The time of this run was over.',
	cancelled: 'The execution was canceled.',
	dryRun: 'Dry run: nothing was written.',
	staging:
		'This is a Novi staging site, so nothing was written. To allow it, tick "Allow Staging Sync" in the Novi credential.',
};
