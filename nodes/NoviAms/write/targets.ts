/** The fields that are to be changed, each found in the member's record and checked against what it holds. */
import type { MemberRecord } from '../api/schemas';
import type { CustomSource, CustomValue } from './customValue';
import { findCustomValue } from './customValue';
import { whyNeverWritten, writableKind } from './memberFields';
import { REFUSAL } from './refusal';
import type { ValueKind } from './values';
import { has, holdsControl, isNothing, kindOf } from './values';

interface TargetBase {
	/** As the caller names the field. */
	given: string;
	/** As people know it: a custom field that was given by its id has its name here. */
	name: string;
	/** What the record holds now. */
	held: unknown;
	/** What it is to hold, in the form in which it is sent. */
	wanted: unknown;
}

export interface RecordTarget extends TargetBase {
	kind: 'record';
}

export interface CustomTarget extends TargetBase {
	kind: 'custom';
	custom: CustomValue;
}

export type Target = RecordTarget | CustomTarget;

/** Novi's own fields by name, custom fields by name or id, as in a snapshot. Throws what speaks against one of them. */
export async function findTargets(novi: CustomSource, record: MemberRecord, fields: Record<string, unknown>): Promise<Target[]> {
	const targets: Target[] = [];
	for (const [name, wanted] of Object.entries(fields)) targets.push(await findTarget(novi, record, name, wanted));
	const ids = targets.flatMap((target) => (target.kind === 'custom' ? [target.custom.fieldId] : []));
	// One field by its name and by its id: whichever came last would win.
	const twice = targets.find((target) => target.kind === 'custom' && ids.indexOf(target.custom.fieldId) !== ids.lastIndexOf(target.custom.fieldId));
	if (twice) throw REFUSAL.sameTwice(twice.name);
	return targets;
}

async function findTarget(novi: CustomSource, record: MemberRecord, name: string, wanted: unknown): Promise<Target> {
	const never = whyNeverWritten(name);
	if (never) throw REFUSAL.never(name, never);
	const kind = writableKind(name);
	if (kind && has(record, name)) {
		const held = record[name];
		return { kind: 'record', given: name, name, held, wanted: fitting(name, kindOf(held) ?? kind, wanted) };
	}
	if (has(record, name)) throw REFUSAL.notKnownAsWritable(name);
	// A documented field that this key does not show is no custom field, whatever a custom field is called.
	if (kind) throw REFUSAL.unknownField(name);
	const custom = await findCustomValue(novi, record, name);
	if (!custom) throw REFUSAL.unknownField(name);
	if (custom.calculated) throw REFUSAL.calculated(custom.name);
	return { kind: 'custom', given: name, name: custom.name, held: custom.value, custom, wanted: fitting(custom.name, kindOf(custom.value), wanted) };
}

const WORDS: Record<ValueKind, string> = { text: 'text', number: 'a number', boolean: 'true or false', list: 'a list', parts: 'several parts' };

/** The value as it is sent. A text is sent exactly as given: no HTML is read, nothing is trimmed. */
function fitting(name: string, holds: ValueKind | undefined, wanted: unknown): unknown {
	const given = kindOf(wanted);
	if (given === undefined && wanted === null) {
		// Null would look like a field that was left out.
		if (holds === 'text' || holds === undefined) return '';
		if (holds === 'list') return [];
	}
	if (given === undefined || given === 'parts' || (holds !== undefined && given !== holds)) {
		throw REFUSAL.kind(name, holds ? WORDS[holds] : 'one value', given ? WORDS[given] : 'empty');
	}
	const texts = Array.isArray(wanted) ? (wanted as unknown[]) : [wanted];
	if (given === 'list' && texts.some((one) => typeof one !== 'string')) throw REFUSAL.kind(name, WORDS.list, 'a list of something else than texts');
	if (given === 'number' && !Number.isFinite(wanted)) throw REFUSAL.kind(name, WORDS.number, 'none');
	if (texts.some((one) => typeof one === 'string' && holdsControl(one))) throw REFUSAL.control(name);
	return wanted;
}

/** Whether a field still has to be written: an empty text over null changes nothing. */
export function differs(held: unknown, wanted: unknown): boolean {
	if (isNothing(held) && isNothing(wanted)) return false;
	return JSON.stringify(held) !== JSON.stringify(wanted);
}
