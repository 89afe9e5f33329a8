/** What Apply Plan needs of Forj, and nothing more. The client implements it, tests replace it. */
import type { FieldValues, ForjMember, ReadFailure } from '../../core/types';
import type { ImportJob, NamedUser } from '../api/answers';

/** An existing user by id, or a person by profile; then `fields` holds at least `email`. */
export type AddBody = { user_id: string } | ProfileBody;

export interface ProfileBody {
	first_name?: FieldValues[string];
	last_name?: FieldValues[string];
	fields: FieldValues;
}

export interface MemberList {
	members: ForjMember[];
	complete: boolean;
	failure?: ReadFailure;
}

/** Every method throws ServiceError when Forj gives no usable answer; `listMembers` tells it in its result. */
export interface ForjWrites {
	/** HTTP calls so far. */
	readonly calls: number;
	/** False when Forj refuses the groups list, too: then the key has lost its rights. */
	mayListGroups(): Promise<boolean>;
	/** `hint`: how many there may be; never trusted. */
	listMembers(groupId: string, hint?: number): Promise<MemberList>;
	getMember(groupId: string, userId: string): Promise<ForjMember>;
	getUser(userId: string): Promise<ForjMember>;
	/** Returns the user that the answer names, if it names one. */
	addMember(groupId: string, body: AddBody): Promise<NamedUser | undefined>;
	/** Returns the job id, if the answer has one. */
	startImport(groupId: string, bodies: AddBody[]): Promise<string | undefined>;
	/** Returns nothing when the answer is no job. */
	getImportJob(jobId: string): Promise<ImportJob | undefined>;
	/** Returns the user as the answer shows it, if it does. */
	updateUser(userId: string, update: ProfileBody): Promise<ForjMember | undefined>;
	removeMember(groupId: string, userId: string): Promise<void>;
}
