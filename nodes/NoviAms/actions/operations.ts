import type { OperationTable } from '../../shared/router';
import * as checkApi from './api/check.operation';
import * as createActivity from './activity/create.operation';
import * as getCustomFields from './customField/getAll.operation';
import * as setCustomValue from './customField/setValue.operation';
import * as getGroup from './group/get.operation';
import * as getGroups from './group/getAll.operation';
import * as getGroupMembers from './group/getMembers.operation';
import * as recheckRemovals from './group/recheckRemovals.operation';
import * as getMember from './member/get.operation';
import * as getMembers from './member/getAll.operation';
import * as updateMember from './member/update.operation';
import * as checkSso from './sso/check.operation';

/** What the node can do: the values of the parameters Resource and Operation. */
export const operations: OperationTable = {
	activity: { create: createActivity },
	api: { check: checkApi },
	customField: { getAll: getCustomFields, setValue: setCustomValue },
	group: { get: getGroup, getAll: getGroups, getMembers: getGroupMembers, recheckRemovals },
	member: { get: getMember, getAll: getMembers, update: updateMember },
	sso: { check: checkSso },
};
