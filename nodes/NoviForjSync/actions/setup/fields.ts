/** Parameters that both operations have which turn answers into a row. */
import type { INodeProperties } from 'n8n-workflow';

type Preparing = 'prepareField' | 'prepareLink';

const shownIn = (operation: Preparing): INodeProperties['displayOptions'] => ({ show: { resource: ['setup'], operation: [operation] } });

/** @param page which page asked, in words */
export function answersField(operation: Preparing, page: string): INodeProperties {
	return {
		displayName: 'Answers',
		name: 'answers',
		type: 'json',
		default: '={{ $json }}',
		required: true,
		displayOptions: shownIn(operation),
		description: `The item of the Form node that showed ${page}`,
	};
}

export function shownPageField(operation: Preparing): INodeProperties {
	return {
		displayName: 'Shown Page',
		name: 'shownPage',
		type: 'json',
		default: '{}',
		required: true,
		displayOptions: shownIn(operation),
		description: 'The item of Make Page that was shown: it says what the lists offered',
	};
}

/** All rows of a data table. */
export function tableField(operation: Preparing, displayName: string, name: string, table: 'novi_forj_links' | 'novi_forj_fields'): INodeProperties {
	return {
		displayName,
		name,
		type: 'json',
		default: '[]',
		required: true,
		displayOptions: shownIn(operation),
		description: `All rows of ${table}, as a list`,
	};
}
