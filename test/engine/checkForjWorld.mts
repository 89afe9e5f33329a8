/** A community whose ids, names and values occur nowhere else, so that a report can be searched for them. */
import type { INodeParameters } from 'n8n-workflow';
import type { ForjOptions } from '../../sandbox/emulators/index.mjs';
import { forjGroup, forjUser } from '../../sandbox/emulators/index.mjs';
import type { Services } from '../support/services.mjs';
import { startServices } from '../support/services.mjs';
import type { CredentialValues } from '../support/testCredentials.mjs';

const user = (index: number, more = {}) =>
	forjUser({ id: 918_270 + index, email: `member.nr${index}@harborpeople.example`, first_name: `Zwetelina${index}`, last_name: `Quibbleton${index}`, ...more });

export const manager = user(1, { fields: { company_name: 'Gloxworks', job_title: 'Dredgemaster' } });
export const ann = user(2, { fields: { company_name: 'Gloxworks', interests: ['Barnacles'] } });
/** Her second address is shown nowhere. */
export const cara = user(3, { secondaryEmails: ['second.cara@harborpeople.example'] });
export const others = Array.from({ length: 25 }, (_, index) => user(10 + index));

export const board = forjGroup({ id: 604_001, name: 'Quorumites', primary_admin: manager.id, members: [{ userId: manager.id, is_admin: true }, ann.id] });
export const everybody = forjGroup({ id: 604_002, name: 'Allhandsers', members: [cara.id, ...others.map(({ id }) => id)] });
export const testGroup = forjGroup({ id: 604_003, name: 'Trialground', members: [manager.id] });

export const seed: NonNullable<ForjOptions['seed']> = { users: [manager, ann, cara, ...others], groups: [board, everybody, testGroup] };

export const TEST_EMAIL = 'trial+one@testaddress.example';

export const reading: INodeParameters = { resource: 'api', operation: 'check' };
export const writing: INodeParameters = {
	...reading,
	testWrites: true,
	testGroupId: { __rl: true, mode: 'id', value: String(testGroup.id) },
	testEmail: TEST_EMAIL,
	links: JSON.stringify([{ link_id: 'link-1', forj_group_id: String(board.id) }]),
};

/** A second origin is trusted unless `trusted` says otherwise. */
export async function startCheckWorld(options: ForjOptions = {}, trusted = true): Promise<Services> {
	const services = await startServices({ forj: { seed, ...options } });
	const more: CredentialValues[string] = options.secondOrigin && trusted ? { trustedOrigins: new URL(services.forj.secondUrl).origin } : {};
	return { ...services, credentials: { ...services.credentials, forjCommunityApi: { ...services.credentials.forjCommunityApi, ...more } } };
}

/** Who is in the test group now, by id. */
export function inTestGroup({ forj }: Services): number[] {
	return forj.state.group(testGroup.id).members.rows().map(({ userId }) => userId);
}
