import type { ForjUser, ForjValue } from './records.mjs';

/** What a client says about a person. Undefined names stay as they are. */
export interface Profile {
	first_name?: string;
	last_name?: string;
	fields: Record<string, ForjValue>;
}

/** Overwrites exactly what is given. True when anything became different. */
export function overwrite(user: ForjUser, profile: Profile): boolean {
	const before = JSON.stringify([user.first_name, user.last_name, user.fields]);
	user.first_name = profile.first_name ?? user.first_name;
	user.last_name = profile.last_name ?? user.last_name;
	user.fields = { ...user.fields, ...profile.fields };
	return JSON.stringify([user.first_name, user.last_name, user.fields]) !== before;
}
