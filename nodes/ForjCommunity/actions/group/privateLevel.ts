import type { INodeProperties } from 'n8n-workflow';
import type { OperationContext } from '../../../shared/router';
import { requireLevel } from './settingFields';

/** Text, so that "not given" differs from 0, which is a level too. */
export const PRIVATE_LEVEL: INodeProperties = {
	displayName: 'Private Level',
	name: 'privateLevel',
	type: 'string',
	default: '',
	placeholder: 'e.g. 5',
	description:
		'The number with which Forj marks a group as Private: what Group: Get shows as "privacy" of a group that you know is Private. Leave empty to take the one of the credential.',
};

/** Undefined when the parameter is empty. */
export function readPrivateLevel(context: OperationContext): number | undefined {
	const value = context.functions.getNodeParameter('privateLevel', context.itemIndex, '');
	return value === undefined || value === null || value === '' ? undefined : requireLevel(context, value, PRIVATE_LEVEL.displayName);
}
