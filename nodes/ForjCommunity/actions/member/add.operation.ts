import type { INodeExecutionData } from 'n8n-workflow';
import { isBlank } from '../../../core/values';
import type { FieldValues, Outcome, PlannedPerson } from '../../../core/types';
import { toNodeError } from '../../../shared/nodeErrors';
import { requireEmail } from '../../../shared/params';
import type { BatchContext, OperationContext } from '../../../shared/router';
import { writePeople } from '../../apply/applyPlans';
import { PROFILE, locator, placeOf, readLocator, readProfile, shownFor } from '../fields';
import { item } from '../results';
import { BULK_ABOVE, outcomeError, personOf, startRun } from '../run';

export const description = shownFor('member', 'add', [
	locator('groupId'),
	{
		displayName: 'Add By',
		name: 'addBy',
		type: 'options',
		options: [
			{ name: 'Email', value: 'email', description: 'Forj creates the user if there is none with this email' },
			{ name: 'User', value: 'user', description: 'A user who has an account in the community' },
		],
		default: 'email',
		description: 'How the person is named',
	},
	{
		displayName: 'Email',
		name: 'email',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. ann.lee@association.example',
		description: 'If a user with this email exists, its profile is overwritten with what is sent',
		displayOptions: { show: { addBy: ['email'] } },
	},
	{ ...locator('userId'), displayOptions: { show: { addBy: ['user'] } } },
	{ ...PROFILE, displayOptions: { show: { addBy: ['email'] } } },
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Bulk Import',
				name: 'bulkImport',
				type: 'options',
				options: [
					{ name: 'Above 20 People', value: 'auto' },
					{ name: 'Always', value: 'always' },
					{ name: 'Never', value: 'never' },
				],
				default: 'auto',
				description: 'When to add the people of all items with one import instead of single calls. The first item decides.',
			},
		],
	},
]);

const BULK: Record<string, number> = { auto: BULK_ABOVE, always: 0, never: Infinity };

/** All items of a group go together, so that many of them become one import. Being a member already is a success. */
export async function executeAll({ functions, itemCount }: BatchContext): Promise<Array<INodeExecutionData[] | Error>> {
	const results: Array<INodeExecutionData[] | Error> = new Array(itemCount);
	const byGroup = new Map<string, PlannedPerson[]>();
	for (let itemIndex = 0; itemIndex < itemCount; itemIndex++) {
		try {
			const context = { functions, itemIndex };
			const groupId = readLocator(context, 'groupId');
			byGroup.set(groupId, [...(byGroup.get(groupId) ?? []), readPerson(context)]);
		} catch (error) {
			results[itemIndex] = toNodeError(functions.getNode(), error, itemIndex);
		}
	}
	// Nobody is added while another item is known to be wrong, unless the admin wants the rest to go on.
	if (!functions.continueOnFail() && results.some((result) => result instanceof Error)) return results.map((result) => result ?? []);

	const bulkImport = functions.getNodeParameter('options.bulkImport', 0, 'auto') as string;
	const run = await startRun(functions, { bulkAbove: BULK[bulkImport] ?? BULK_ABOVE });
	for (const [groupId, people] of byGroup) {
		const { outcomes } = await writePeople(run, { linkId: groupId, groupId, people });
		people.forEach((person) => {
			const outcome = outcomes.find(({ key }) => key === person.key);
			const itemIndex = Number(person.key.slice('item:'.length));
			results[itemIndex] = outcomeError(functions, outcome, itemIndex) ?? [item(shown(groupId, person, outcome))];
		});
	}
	return results;
}

function readPerson(context: OperationContext): PlannedPerson {
	const { functions, itemIndex } = context;
	if (functions.getNodeParameter('addBy', itemIndex, 'email') === 'user') {
		const userId = readLocator(context, 'userId');
		return personOf(itemIndex, 'add', { add: { userId, email: '', fields: {} } }, userId);
	}
	const email = requireEmail(functions.getNodeParameter('email', itemIndex, ''), placeOf(functions, itemIndex, 'Email'));
	return personOf(itemIndex, 'add', { add: { email, fields: filled(readProfile(context)) } }, '', email);
}

/** An add overwrites what is sent, so what is empty is not sent. */
function filled(fields: FieldValues): FieldValues {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isBlank(value)));
}

function shown(groupId: string, { email }: PlannedPerson, outcome?: Outcome): object {
	return {
		groupId,
		userId: outcome?.forjUserId ?? '',
		email,
		added: outcome?.kind === 'added',
		confirmed: outcome?.confirmed ?? false,
		reason: outcome?.reason ?? '',
		...(outcome?.jobId === undefined ? {} : { jobId: outcome.jobId }),
	};
}
