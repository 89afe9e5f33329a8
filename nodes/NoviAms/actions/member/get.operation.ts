import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { requireEmail } from '../../../shared/params';
import type { OperationContext } from '../../../shared/router';
import { openNovi } from '../../api/client';
import { findMemberId } from '../../api/findMember';
import { locatedId, memberLocator, placeOf, shownFor, simplifyField, simplifyMember } from '../fields';

const { show } = shownFor('member', 'get');

export const description: INodeProperties[] = [
	{
		displayName: 'Find By',
		name: 'findBy',
		type: 'options',
		displayOptions: { show },
		options: [
			{ name: 'Contact Email', value: 'email', description: 'The address in the profile, which several members may share' },
			{ name: 'ID', value: 'id', description: 'A member chosen from the list, or a Unique ID' },
			{ name: 'Login Email', value: 'accountEmail', description: 'The address with which the member logs in to Novi' },
		],
		default: 'id',
	},
	memberLocator({ show: { ...show, findBy: ['id'] } }),
	{
		displayName: 'Email',
		name: 'email',
		type: 'string',
		placeholder: 'name@email.com',
		default: '',
		required: true,
		displayOptions: { show: { ...show, findBy: ['email', 'accountEmail'] } },
		description: 'Address to look for; upper and lower case do not matter',
	},
	simplifyField('member', 'get'),
];

export async function execute(context: OperationContext): Promise<INodeExecutionData[]> {
	const { functions, itemIndex } = context;
	const novi = await openNovi(functions);
	const memberId = await chosenMember(context);
	const record = (await novi.getMember(memberId)) as IDataObject;
	const simplify = functions.getNodeParameter('simplify', itemIndex, true) === true;
	return [{ json: simplify ? simplifyMember(record) : record }];
}

async function chosenMember(context: OperationContext): Promise<string> {
	const { functions, itemIndex } = context;
	const findBy = functions.getNodeParameter('findBy', itemIndex, 'id') as 'id' | 'email' | 'accountEmail';
	if (findBy === 'id') return locatedId(context, 'memberId', 'Member');
	const email = requireEmail(functions.getNodeParameter('email', itemIndex, ''), placeOf(context, 'Email'));
	const result = await findMemberId(await openNovi(functions), findBy, email);
	if ('id' in result) return result.id;
	throw new NodeOperationError(functions.getNode(), `${result.message} [item ${itemIndex}]`, {
		description: result.fix,
		itemIndex,
	});
}
