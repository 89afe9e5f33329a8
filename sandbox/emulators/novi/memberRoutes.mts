import { isRecord, pageOf, wholeNumber, type Answer, type Call, type Route } from '../shared/answers.mjs';
import type { NoviOptions } from './options.mjs';
import { noviPerson, type NoviMember } from './records.mjs';
import { isVisible, memberRow } from './rows.mjs';
import { isNothing, type NoviState } from './state.mjs';

/** The `pageSize` that is really used: capped in silence. */
export function pageSizeOf(call: Call, options: NoviOptions): number {
	const asked = wholeNumber(call.query.pageSize, 0) || (options.defaultPageSize ?? 100);
	return Math.min(asked, options.maxPageSize ?? 1000);
}

export function offsetOf(call: Call): number {
	return wholeNumber(call.query.offset, 0);
}

export function failure(status: number, message: string): Answer {
	return { kind: 'plain', status, body: { Message: message } };
}

/** Routes of /api/members. `state` is asked anew for each call, since a reset replaces it. */
export function memberRoutes(state: () => NoviState, options: NoviOptions): Route[] {
	const found = (call: Call): NoviMember | undefined => {
		const member = state().findMember(call.params.id);
		return member && isVisible(state(), options, member.UniqueID) ? member : undefined;
	};
	const detail = (member: NoviMember, status = 200): Answer => ({ kind: 'detail', status, body: memberRow(state(), options, member) });
	return [
		{
			name: 'members.list', method: 'GET', path: '/api/members',
			handle: (call) => pageOf(filtered(state(), options, call), offsetOf(call), pageSizeOf(call, options), (member) => memberRow(state(), options, member)),
		},
		{
			name: 'members.simpleList', method: 'GET', path: '/api/members/simple-list',
			handle: () => ({ kind: 'bareList', rows: visibleMembers(state(), options).map(({ UniqueID, Name }) => ({ UniqueID, Name })) }),
		},
		{
			name: 'members.get', method: 'GET', path: '/api/members/:id',
			handle: (call) => {
				const member = found(call);
				return member ? detail(member) : failure(404, 'No such member');
			},
		},
		{
			name: 'members.create', method: 'POST', path: '/api/members',
			handle: (call) => (isRecord(call.body) ? detail(create(state(), call.body), 201) : failure(400, 'The body is not a member')),
		},
		{
			name: 'members.update', method: 'PUT', path: '/api/members/:id',
			handle: (call) => {
				const member = found(call);
				if (!member) return failure(404, 'No such member');
				const stored = replace(state(), options, member, call.body);
				return typeof stored === 'string' ? failure(400, stored) : detail(stored);
			},
		},
	];
}

/** Stores the replacement, or says why not. */
function replace(state: NoviState, options: NoviOptions, member: NoviMember, sent: unknown): NoviMember | string {
	if (!isRecord(sent)) return 'The body is not a member';
	if (typeof sent.UniqueID === 'string' && sent.UniqueID.toLowerCase() !== member.UniqueID.toLowerCase()) return 'UniqueID differs from the address';
	const replacement = state.replacementOf(member.UniqueID, sent);
	const empty = (options.requiredFields ?? []).find((field) => isNothing(fieldOf(replacement, field)));
	if (empty !== undefined) return `${empty} is required`;
	const login = lower(replacement.AccountEmail);
	const taken = login !== '' && login !== lower(member.AccountEmail) && state.members.rows().some((other) => lower(other.AccountEmail) === login);
	return taken ? 'AccountEmail is used by another account' : state.storeReplacement(replacement);
}

function create(state: NoviState, sent: Record<string, unknown>): NoviMember {
	const id = state.newId();
	const empty = noviPerson({ UniqueID: id, Name: '', FirstName: '', LastName: '', Email: '', AccountEmail: '' });
	state.members.set(id, empty);
	const created = state.replacementOf(id, { ...empty, ...sent });
	return state.addMember(created);
}

function fieldOf(member: NoviMember, field: string): unknown {
	return field in member ? member[field as keyof NoviMember] : member.CustomFields?.[field]?.Value;
}

function visibleMembers(state: NoviState, options: NoviOptions): readonly NoviMember[] {
	const members = state.members.rows();
	return options.limitedGroup === undefined ? members : members.filter((member) => isVisible(state, options, member.UniqueID));
}

const EXACT_FILTERS = { name: 'Name', parentName: 'ParentMemberName', email: 'Email', accountEmail: 'AccountEmail' } as const;

function filtered(state: NoviState, options: NoviOptions, call: Call): readonly NoviMember[] {
	let members = visibleMembers(state, options);
	for (const [parameter, field] of Object.entries(EXACT_FILTERS)) {
		const wanted = call.query[parameter]?.toLowerCase();
		if (wanted) members = members.filter((member) => member[field]?.toLowerCase() === wanted);
	}
	const since = Date.parse(call.query.lastModifiedDate ?? '');
	return Number.isNaN(since) ? members : members.filter((member) => Date.parse(member.LastUpdatedDate) >= since);
}

function lower(text: string | null): string {
	return (text ?? '').trim().toLowerCase();
}
