/** A small community whose people are all different, for tests of the node Forj Community. */
import type { INodeParameters } from 'n8n-workflow';
import type { ForjOptions } from '../../sandbox/emulators/index.mjs';
import { forjGroup, forjUser } from '../../sandbox/emulators/index.mjs';
import type { NodeResult, NodeRun } from '../support/runNode.mjs';
import { runNode } from '../support/runNode.mjs';
import type { Services } from '../support/services.mjs';
import { startServices } from '../support/services.mjs';
import type { CredentialValues } from '../support/testCredentials.mjs';

export const manager = forjUser({ id: 20, email: 'dana.whitlock@association.example', first_name: 'Dana', last_name: 'Whitlock' });
export const ann = forjUser({
	id: 21,
	email: 'ann.lee@members.example',
	first_name: 'Ann',
	last_name: 'Lee',
	fields: { company_name: 'Harbor Works', job_title: 'Harbor Master', interests: ['Policy'] },
});
/** Invited, not a member yet. */
export const bob = forjUser({ id: 22, email: 'bob.ray@members.example', first_name: 'Bob', last_name: 'Ray' });
/** In no group; the address with which she logs in elsewhere is a secondary one. */
export const cara = forjUser({ id: 23, email: 'cara@private.example', secondaryEmails: ['cara.moss@members.example'], first_name: 'Cara', last_name: 'Moss' });
/** So many that a page of 20 does not hold them. */
export const others = Array.from({ length: 25 }, (_, index) => forjUser({ id: 30 + index, first_name: 'Robin', last_name: `Nr${index}` }));

export const board = forjGroup({
	id: 401,
	name: 'Board',
	primary_admin: manager.id,
	members: [{ userId: manager.id, is_admin: true }, ann.id, { userId: bob.id, status: 'pending' }],
});
export const everybody = forjGroup({ id: 402, name: 'Everybody', members: others.map((user) => user.id) });
export const empty = forjGroup({ id: 403, name: 'Empty Committee' });

export const seed: NonNullable<ForjOptions['seed']> = { users: [manager, ann, bob, cara, ...others], groups: [everybody, board, empty] };

export const byId = (value: string | number): INodeParameters => ({ __rl: true, mode: 'id', value: String(value) });

export interface Variant {
	service: string;
	options: ForjOptions;
}

/** All that a Forj may do within what is known of its API. */
export const VARIANTS: Variant[] = [
	{ service: 'as expected', options: {} },
	{ service: 'with pages of 7 rows', options: { pageCap: 7 } },
	{ service: 'with pages of 20 rows', options: { pageCap: 20 } },
	{ service: 'with lists in results', options: { listShape: 'results' } },
	{ service: 'with lists in results without count', options: { listShape: 'results', countInResults: false, pageCap: 20 } },
	{ service: 'with text ids', options: { idType: 'string' } },
	{ service: 'without bulk import', options: { bulk: false } },
	{ service: 'with details wrapped in data', options: { detailWrappedInData: true } },
	{ service: 'behind a redirect to a trusted origin', options: { secondOrigin: true } },
	{ service: 'that answers removals with nothing', options: { removeStatus: 204, primaryAdminShape: 'user', parentKey: 'parent_group' } },
];

/** The emulated Forj with the credential that an admin would make for it: a second origin is trusted. */
export async function startForjWorld(options: ForjOptions = {}): Promise<Services> {
	const services = await startServices({ forj: { seed, ...options } });
	const { forj, credentials } = services;
	const trusted: CredentialValues[string] = options.secondOrigin ? { trustedOrigins: new URL(forj.secondUrl).origin } : {};
	return { ...services, credentials: { ...credentials, forjCommunityApi: { ...credentials.forjCommunityApi, ...trusted } } };
}

/** Runs the node Forj Community; `services` lends it the key. */
export async function runForj(services: Services, parameters: INodeParameters, more: Partial<NodeRun> = {}): Promise<NodeResult> {
	const credentials = { forjCommunityApi: services.credentials.forjCommunityApi ?? {} };
	return await runNode({ type: 'forjCommunity', parameters, credentials, ...more });
}
