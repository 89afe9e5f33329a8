import type { BulkJob } from './bulkJobs.mjs';
import type { ForjOptions } from './options.mjs';
import type { ForjUser } from './records.mjs';
import type { ForjGroup, ForjState } from './state.mjs';

/** Ids are numbers or texts, by the switch. */
export function idOf(options: ForjOptions, id: number): number | string {
	return options.idType === 'string' ? String(id) : id;
}

/** A user, as lists and details show it; `fields` only where they are asked for. */
export function userRow(state: ForjState, options: ForjOptions, user: ForjUser, withFields = true): object {
	const groups = state.groups.rows().flatMap((group) => {
		const membership = group.members.get(user.id);
		if (!membership) return [];
		const { is_admin, last_invited_in, status } = membership;
		return [{ id: idOf(options, group.id), ...(options.showIsAdmin === false ? {} : { is_admin }), last_invited_in, status }];
	});
	return {
		id: idOf(options, user.id),
		email: user.email,
		name: [user.first_name, user.last_name].filter(Boolean).join(' '),
		first_name: user.first_name,
		last_name: user.last_name,
		is_registered: user.is_registered,
		created_at: user.created_at,
		updated_at: user.updated_at,
		groups,
		avatar: { image: null, thumb: null, small_thumb: null, mini_thumb: null },
		...(withFields ? { fields: user.fields } : {}),
	};
}

export function groupRow(state: ForjState, options: ForjOptions, group: ForjGroup): object {
	const { members, parent_group_id, primary_admin, requires_approval, unshown: _unshown, ...settings } = group;
	const counted = options.countsPending ? members.size : members.rows().filter(({ status }) => status === 'accepted').length;
	return {
		...settings,
		...(options.showRequiresApproval === false ? {} : { requires_approval }),
		id: idOf(options, group.id),
		[options.parentKey ?? 'parent_group_id']: parent_group_id === null ? null : idOf(options, parent_group_id),
		primary_admin: adminOf(state, options, primary_admin),
		members_count: counted,
		...(options.includeFieldDefinitions === false ? {} : { fields: state.fieldDefinitions }),
	};
}

/** The answer to a created or updated group; undefined for none. */
export function groupWriteRow(state: ForjState, options: ForjOptions, group: ForjGroup): object | undefined {
	switch (options.groupWriteAnswer) {
		case 'wrapped': return { group: groupRow(state, options, group) };
		case 'id': return { group_id: idOf(options, group.id) };
		case 'sentence': return { message: 'Your group was saved' };
		case 'nothing': return undefined;
		default: return groupRow(state, options, group);
	}
}

export function jobRow(options: ForjOptions, job: BulkJob): object {
	return {
		id: job.id,
		status: job.status,
		...(job.status === 'completed' ? { imported_user_ids: job.importedUserIds.map((id) => idOf(options, id)) } : {}),
		...(job.message === undefined ? {} : { message: job.message }),
	};
}

function adminOf(state: ForjState, options: ForjOptions, id: number | null): unknown {
	const user = id === null ? undefined : state.users.get(id);
	if (!user) return null;
	if (options.primaryAdminShape !== 'user') return idOf(options, user.id);
	return { id: idOf(options, user.id), name: `${user.first_name} ${user.last_name}`, email: user.email };
}
