/**
 * One schema per answer of Forj. Keys that the package does not know pass through, required ones that are missing fail:
 * a wrong shape is a failed read, never an empty list. Evidence for every key: api/forj-community.md, Objects.
 */
import { z } from 'zod';
import { quickList } from '../../shared/http/quickList';
import { plainUser } from './plainUser';
import { fieldsSchema, idSchema, saidBoolean, saidId, saidNumber, saidText } from './values';

const membership = z.object({ id: idSchema, is_admin: saidBoolean, status: saidText }).passthrough();

const person = {
	id: idSchema,
	name: saidText,
	first_name: saidText,
	last_name: saidText,
	groups: z.array(membership).nullish(),
	fields: fieldsSchema.nullish(),
};

/** A row of a member list, a single member, or a user. The e-mail may be null, but its key must be there. */
export const userSchema = z.object({ ...person, email: z.string().nullable() }).passthrough();
export type ForjUserRow = z.infer<typeof userSchema>;
export const usersSchema = quickList<ForjUserRow>(userSchema, plainUser);

const parentSchema = z.union([saidId, z.object({ id: saidId }).passthrough()]);
const primaryAdminSchema = z.union([saidId, z.object({ id: saidId, email: saidText }).passthrough()]);

export const groupSchema = z
	.object({
		id: idSchema,
		name: saidText,
		privacy: saidNumber,
		parent_group: parentSchema,
		parent_group_id: saidId,
		primary_admin: primaryAdminSchema,
		members_count: saidNumber,
		requires_approval: saidBoolean,
	})
	.passthrough();
export type ForjGroupRow = z.infer<typeof groupSchema>;

/** Whatever a write answers: what it says is read by `answers.ts`, since nothing of it is documented. */
export const anyAnswer = z.unknown();
