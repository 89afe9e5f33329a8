/** A small association whose people are all different, for tests of the node Novi AMS. */
import type { INodeParameters } from 'n8n-workflow';
import type { NoviOptions } from '../../sandbox/emulators/index.mjs';
import { noviCompany, noviGroup, noviPerson } from '../../sandbox/emulators/index.mjs';
import type { NodeResult, NodeRun } from '../support/runNode.mjs';
import { runNode } from '../support/runNode.mjs';
import type { Services } from '../support/services.mjs';

const guid = (tail: string): string => `3f2a9c14-6b1e-4d7a-9c55-${tail.padStart(12, '0')}`;

export const works = noviCompany({ UniqueID: guid('c1'), Name: 'Harbor Works' });
export const ann = noviPerson({
	UniqueID: guid('a1'),
	FirstName: 'Ann',
	LastName: 'Lee',
	AccountEmail: 'ann.lee@members.example',
	Email: 'office@harborworks.example',
	ParentCustomerUniqueID: works.UniqueID,
	ParentMemberName: 'Harbor Works',
	JobTitle: 'Harbor Master',
});
export const bob = noviPerson({ UniqueID: guid('b1'), FirstName: 'Bob', LastName: 'Ray', AccountEmail: '', Email: 'office@harborworks.example' });
export const cara = noviPerson({ UniqueID: guid('ca'), FirstName: 'Cara', LastName: 'Moss', Active: false });
/** So many that a page of 20 does not hold them. */
export const others = Array.from({ length: 25 }, (_, index) =>
	noviPerson({ UniqueID: guid(`d${index.toString(16)}`), FirstName: 'Robin', LastName: `Nr${index}` }),
);

export const board = noviGroup({ UniqueID: guid('e1'), Name: 'Board', members: [ann, bob, cara, works].map((member) => member.UniqueID) });
export const everybody = noviGroup({ UniqueID: guid('e2'), Name: 'Everybody', members: [ann, ...others].map((member) => member.UniqueID) });
export const empty = noviGroup({ UniqueID: guid('e3'), Name: 'Empty Committee' });
/** A well-formed id of nobody and nothing. */
export const nowhere = guid('ffff');

export const customField = { CustomFieldUniqueID: guid('f1'), Name: 'Region', DisplayName: 'Region', Type: 1, TypeName: 'Text' };

export const seed: NonNullable<NoviOptions['seed']> = {
	members: [works, ann, ...others, bob, cara],
	groups: [everybody, board, empty],
	customFields: [customField],
};

export const byId = (value: string): INodeParameters => ({ __rl: true, mode: 'id', value });

/** Runs the node Novi AMS; `services` lends it the key. */
export async function runNovi(services: Services, parameters: INodeParameters, more: Partial<NodeRun> = {}): Promise<NodeResult> {
	const credentials = { noviAmsApi: services.credentials.noviAmsApi ?? {} };
	return await runNode({ type: 'noviAms', parameters, credentials, ...more });
}
