/** Parameters of the operations that write, each with its reader. */
import type { IDataObject, IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { jsonValue } from '../../shared/jsonValue';
import { requireIsoDate, wrongParam } from '../../shared/params';
import type { OperationContext } from '../../shared/router';
import { holdsControl, isRecord } from '../write/values';
import { placeOf } from './fields';

export function dryRunField(displayOptions: IDisplayOptions): INodeProperties {
	return {
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		displayOptions,
		description: 'Whether to write nothing, and return what would be changed as before and after',
	};
}

export const DEADLINE_OPTION: INodeProperties = {
	displayName: 'Deadline',
	name: 'deadline',
	type: 'string',
	default: '',
	placeholder: 'e.g. 2026-11-01T09:15:00Z',
	description: 'No write starts after this time; the member is then reported as not attempted. Leave empty for none.',
};

export const EXPECTED_OPTION: INodeProperties = {
	displayName: 'Expected Values',
	name: 'expected',
	type: 'json',
	default: '{}',
	description: 'Object of fields and the values that you saw in Novi. If one of them has another value now, nothing is written.',
};

export const ON_REFUSAL_OPTION: INodeProperties = {
	displayName: 'On Refusal',
	name: 'onRefusal',
	type: 'options',
	options: [
		{ name: 'Error', value: 'error', description: 'The item ends with an error' },
		{ name: 'Return Status', value: 'status', description: 'The item says status "failed" and the reason, and keeps the ID of the member' },
	],
	default: 'error',
	description: 'What to do when a member cannot be changed',
};

type Options = IDataObject;

export function readOptions({ functions, itemIndex }: OperationContext): Options {
	return functions.getNodeParameter('options', itemIndex, {}) as Options;
}

/** Milliseconds since 1970; undefined for none. */
export function readDeadline(context: OperationContext, { deadline }: Options): number | undefined {
	if (deadline === undefined || deadline === null || deadline === '') return undefined;
	return Date.parse(requireIsoDate(deadline, placeOf(context, 'Deadline'), context.functions.getTimezone()));
}

/** An object of field names and values, given as one or as its JSON. */
export function readValues(context: OperationContext, raw: unknown, displayName: string): Record<string, unknown> {
	const { value } = jsonValue(raw ?? {}, {});
	return isRecord(value) ? value : refuse(context, displayName);
}

function refuse(context: OperationContext, displayName: string): never {
	throw wrongParam(placeOf(context, displayName), 'is not an object of fields and values', 'Enter one such as {"JobTitle": "Director"}.');
}

/** Names separated by commas or lines, or a list of them. */
export function readNames(raw: unknown): string[] {
	const parts = Array.isArray(raw) ? raw.map(String) : String(raw ?? '').split(/[,\n]/);
	return parts.map((name) => name.trim()).filter((name) => name !== '');
}

export function requireText(context: OperationContext, name: string, displayName: string, { mayBeEmpty = false } = {}): string {
	return checkedText(context, context.functions.getNodeParameter(name, context.itemIndex, ''), displayName, mayBeEmpty);
}

/** Text for Novi, sent as it is. */
export function checkedText(context: OperationContext, value: unknown, displayName: string, mayBeEmpty: boolean): string {
	const place = placeOf(context, displayName);
	if (value !== undefined && value !== null && typeof value !== 'string' && typeof value !== 'number') {
		throw wrongParam(place, 'is not a text', 'Enter a text.');
	}
	const text = String(value ?? '');
	if (!mayBeEmpty && text.trim() === '') throw wrongParam(place, 'is empty', 'Enter a text.');
	if (holdsControl(text)) throw wrongParam(place, 'holds control characters', 'Remove them; line breaks and tabs may stay.');
	return text;
}
