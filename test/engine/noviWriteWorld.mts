/** The writing operations of the node Novi AMS against one emulated site: Eva's record, the parameters, and a look at what the site holds afterwards. */
import path from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import type { FaultRule, NoviEmulator, NoviMember, NoviOptions } from '../../sandbox/emulators/index.mjs';
import { noviPerson } from '../../sandbox/emulators/index.mjs';
import { fastClock } from '../support/fastClock.mjs';
import { packageFolder } from '../support/packageFiles.mjs';
import type { NodeResult, NodeRun } from '../support/runNode.mjs';
import { secretsIn } from '../support/secrets.mjs';
import type { Services } from '../support/services.mjs';
import { startServices } from '../support/services.mjs';
import { board, byId, customField, runNovi, seed } from './noviWorld.mjs';

export const EVA = '3f2a9c14-6b1e-4d7a-9c55-0000000000ea';
export const LEVEL = { CustomFieldUniqueID: '3f2a9c14-6b1e-4d7a-9c55-0000000000f2', Name: 'Level', DisplayName: 'Level', Type: 1, TypeName: 'Text' };
export const SEATS = { CustomFieldUniqueID: '3f2a9c14-6b1e-4d7a-9c55-0000000000f3', Name: 'Seats', DisplayName: 'Seats', Type: 2, TypeName: 'Number' };

export const custom = (field: typeof LEVEL, Value: string | null, IsSumOfChildren = false) => ({
	CustomerUniqueID: EVA, CustomFieldUniqueID: field.CustomFieldUniqueID, CustomFieldName: field.Name, Value, IsSumOfChildren,
});

/** Something in every kind of field, and two fields that no page documents. */
export const eva = {
	...noviPerson({
		UniqueID: EVA, FirstName: 'Eva', LastName: 'North', AccountEmail: 'eva.north@members.example', JobTitle: 'Engineer', Phone: '555-0100',
		Mobile: null, Notes: '', MemberProfile: '<p>Born by the sea & proud of it.</p>', MemberSubStatus: 'board', QuickBooksID: '77',
		BillingAddress: { Address1: 'Pier 1', Address2: null, City: 'Harbor', ZipCode: '0001', StateProvince: '', Country: 'NO' },
		Awards: [{ Name: 'Best Pier', Year: 2019 }], Committees: [{ CommitteeUniqueID: 'c1' }],
		CustomFields: { Level: custom(LEVEL, 'Gold'), Seats: custom(SEATS, '12', true) },
		SpecifiedSystemFields: [{ Key: 'x', Value: 1 }],
	}),
	BadgeColor: 'green',
	Nested: { Deep: [1, null, { a: '' }] },
} as NoviMember;

const world: NonNullable<NoviOptions['seed']> = {
	...seed,
	members: [...seed.members, eva],
	groups: seed.groups.map((group) => (group.UniqueID === board.UniqueID ? { ...group, members: [...group.members, { id: EVA, inheriting: false, joinedAt: '2020-01-01T00:00:00-04:00' }] } : group)),
	customFields: [customField, LEVEL, SEATS],
};

export const update = (fields: unknown, more: INodeParameters = {}, options: INodeParameters = {}): INodeParameters => ({
	resource: 'member', operation: 'update', memberId: byId(EVA), specifyFields: 'json', fields: JSON.stringify(fields), options, ...more,
});
export const returned = { onRefusal: 'status' };
export const setValue = (field: string, value: unknown, more: INodeParameters = {}): INodeParameters => ({
	resource: 'customField', operation: 'setValue', memberId: byId(EVA), customFieldId: byId(field), value: value as string, ...more,
});
export const activity = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'activity', operation: 'create', memberId: byId(EVA), activityType: 'Note', subject: 'Changed in Forj', notes: 'By <b>Eva</b>', ...more,
});
export const always = (rule: FaultRule): FaultRule => ({ ...rule, times: Infinity });
export const PUT = { endpoint: 'members.update' };
/** The record with these changes, saved once or more. */
export const saved = (before: NoviMember, changes: Partial<NoviMember>) => ({ ...before, ...changes, LastUpdatedDate: expect.any(String) });

export interface NoviWrites extends Pick<Services, 'credentials' | 'calls' | 'reset'> {
	novi: NoviEmulator;
	start(options?: NoviOptions): Promise<void>;
	/** Runs the node; its result holds no secret. */
	run(parameters: INodeParameters, more?: Partial<NodeRun>): Promise<NodeResult>;
	/** The member as Novi holds it. */
	now(id?: string): NoviMember;
	/** Calls of this endpoint. */
	writes(endpoint: string): number;
	/** Does something right before the nth call of an endpoint is answered. */
	before(endpoint: string, nth: number, act: () => void): void;
	passTwoHours(): void;
	asStaging(): void;
}

/** Every test starts its own site, and leaves the nodes as it found them. */
export function useNoviWrites(): NoviWrites {
	let services: Services;
	const clock = fastClock();
	const restores: Array<() => void> = [];

	afterEach(async () => {
		for (const restore of restores.splice(0)) restore();
		expect(services.novi.unknownRoutes).toEqual([]);
		await services.close();
	});

	afterAll(() => clock.restore());

	return {
		get novi() { return services.novi; },
		get credentials() { return services.credentials; },
		calls: () => services.calls(),
		reset: () => services.reset(),
		start: async (options = {}) => {
			services = await startServices({ novi: { seed: world, ...options } });
		},
		run: async (parameters, more = {}) => {
			const result = await runNovi(services, parameters, more);
			expect(secretsIn(result, services.credentials)).toEqual([]);
			return result;
		},
		now: (id = EVA) => structuredClone(services.novi.state.member(id)),
		writes: (endpoint) => services.novi.counters.byEndpoint[endpoint] ?? 0,
		before: (endpoint, nth, act) => {
			const { faults } = services.novi;
			const next = faults.next.bind(faults);
			let seen = 0;
			faults.next = (name, call) => {
				if (name === endpoint && ++seen === nth) act();
				return next(name, call);
			};
		},
		passTwoHours: () => void restores.push(aheadTwoHours()),
		asStaging: () => void restores.push(stagingClient()),
	};
}

/** Returns how to undo it. */
function aheadTwoHours(): () => void {
	const { clock } = require(path.join(packageFolder, 'dist/nodes/shared/http/clock.js')) as { clock: { now: () => number } };
	const real = clock.now;
	clock.now = () => real() + 7_200_000;
	return () => { clock.now = real; };
}

/** A real staging site is HTTPS at novistaging.com, which nothing on loopback can be: the client is told that it is one. Returns how to undo it. */
function stagingClient(): () => void {
	const { NoviClient } = require(path.join(packageFolder, 'dist/nodes/NoviAms/api/client.js')) as { NoviClient: { prototype: object } };
	Object.defineProperty(NoviClient.prototype, 'staging', { configurable: true, get: () => true, set: () => undefined });
	return () => void Reflect.deleteProperty(NoviClient.prototype, 'staging');
}
