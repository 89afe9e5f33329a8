import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { OperationContext } from '../../../shared/router';
import { openNovi } from '../../api/client';
import { checkSso } from '../../sso/checkSso';
import { requireCommunityHost } from '../../sso/communityHost';
import { placeOf, shownFor } from '../fields';

export const description: INodeProperties[] = [
	{
		displayName: 'Community Domain',
		name: 'communityDomain',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. association.mobilize.io',
		displayOptions: shownFor('sso', 'check'),
		description: 'Where members open the Forj community. You can paste the address of one of its pages.',
	},
];

/**
 * Reads the site's OpenID configuration, without the API key, and returns one item, the `SsoReport`. A document that is
 * missing or wrong is no error of the node: the report says what to do. Design section 10.
 */
export async function execute(context: OperationContext): Promise<INodeExecutionData[]> {
	const { functions, itemIndex } = context;
	const domain = functions.getNodeParameter('communityDomain', itemIndex, '');
	const community = requireCommunityHost(domain, placeOf(context, 'Community Domain'));
	const report = await checkSso(await openNovi(functions), community);
	return [{ json: report as unknown as IDataObject }];
}
