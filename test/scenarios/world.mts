/**
 * One Novi group linked to one Forj group, in n8n's engine and over real HTTP, for the scenarios in this folder.
 * Nothing sleeps: waiting moves the nodes' clock. After each test nothing may have happened that the services would not forgive.
 */
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import type { FaultEffect, ForjOptions, ForjUser, NoviMember, NoviOptions } from '../../sandbox/emulators/index.mjs';
import { forjGroup, forjUser, noviGroup, noviPerson } from '../../sandbox/emulators/index.mjs';
import type { Call } from '../../sandbox/emulators/shared/answers.mjs';
import type { ForjGroupFields } from '../../sandbox/emulators/forj/records.mjs';
import type { LinkReport, Tables } from '../engine/chain.mjs';
import { linkRow, runChain } from '../engine/chain.mjs';
import { fastClock } from '../support/fastClock.mjs';
import { packageFolder } from '../support/packageFiles.mjs';
import { secretsIn } from '../support/secrets.mjs';
import type { Services } from '../support/services.mjs';
import { startServices } from '../support/services.mjs';

export const NOVI_GROUP = '7c41e2d0-93ab-4f6e-8d15-0000000000e1';
export const FORJ_GROUP = 401;
export const HOUR = 3_600_000;

export const clock = fastClock();
const open: Scenario[] = [];

afterEach(async () => {
	for (const scenario of open.splice(0)) {
		const left = scenario.accidents();
		await scenario.services.close();
		expect(left).toEqual([]);
	}
});
afterAll(() => clock.restore());

export const login = (name: string): string => `${name}@members.example`;

/** The Novi id of a name, the same in every test. */
export function idOf(name: string): string {
	const hex = createHash('sha256').update(name).digest('hex');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4000-8000-${hex.slice(12, 24)}`;
}

/** 'ann.lee' is the active individual Ann Lee with the login ann.lee@members.example. */
export function person(name: string, more: Partial<NoviMember> = {}): NoviMember {
	const [FirstName = '', LastName = ''] = name.split('.').map((part) => part.charAt(0).toUpperCase() + part.slice(1));
	return noviPerson({ UniqueID: idOf(name), FirstName, LastName, AccountEmail: login(name), ParentMemberName: 'Harbor Works', JobTitle: 'Pilot', ...more });
}

/** p1.crew to p<count>.crew. */
export const crew = (count: number, from = 1): string[] => Array.from({ length: count }, (_, index) => `p${index + from}.crew`);

export interface Setup {
	/** In the Novi group. */
	people?: readonly NoviMember[];
	/** In Novi, but not in the group. */
	others?: readonly NoviMember[];
	users?: readonly ForjUser[];
	/** Of the Forj group, before the first run. */
	members?: ForjGroupFields['members'];
	link?: IDataObject;
	group?: Omit<ForjGroupFields, 'members'>;
	novi?: NoviOptions;
	forj?: ForjOptions;
}

export interface Run extends LinkReport {
	/** Calls to Forj that write, by kind; `total` holds all of them. */
	writes: { total: number; adds: number; imports: number; updates: number; removals: number };
}

export const NO_WRITES = { total: 0, adds: 0, imports: 0, updates: 0, removals: 0 };

type Faults = Services['forj']['faults'];

export class Scenario {
	tables: Tables;
	private runs = 0;

	constructor(
		readonly services: Services,
		link: IDataObject,
	) {
		this.tables = { links: [linkRow(NOVI_GROUP, FORJ_GROUP, link)], people: [], members: [] };
	}

	get novi(): Services['novi'] {
		return this.services.novi;
	}

	get forj(): Services['forj'] {
		return this.services.forj;
	}

	/** One run of the link. `rowsAreLost`: n8n ends before anything is stored. */
	async run({ dryRun = false, rowsAreLost = false } = {}): Promise<Run> {
		const before = this.forj.counters;
		const tables = rowsAreLost ? structuredClone(this.tables) : this.tables;
		const { result, report } = await runChain(this.services, tables, `run-${++this.runs}`, dryRun);
		expect(result.error).toBeUndefined();
		expect(secretsIn([result.outputsOf('Summarize'), result.outputsOf('Apply')], this.services.credentials)).toEqual([]);
		const after = this.forj.counters;
		const count = (endpoint: string): number => (after.byEndpoint[endpoint] ?? 0) - (before.byEndpoint[endpoint] ?? 0);
		const writes = {
			total: after.writes - before.writes,
			adds: count('members.add'),
			imports: count('bulk.add'),
			updates: count('users.update'),
			removals: count('members.remove'),
		};
		expect(this.novi.counters.writes).toBe(0);
		return { ...(report[0] as LinkReport), writes };
	}

	/** What an admin sees of a person in `novi_forj_members`: the newest row with this address. */
	shown(email: string): { status: string; action: string; reason: string; since: string } {
		const row = this.tables.members.filter((one) => one.email === email).at(-1) ?? {};
		const text = (key: string): string => String(row[key] ?? '');
		return { status: text('status'), action: text('action'), reason: text('reason'), since: text('since') };
	}

	/** The same, by name of the Novi person. */
	status(name: string): string {
		const row = this.tables.members.filter((one) => one.novi_id === idOf(name)).at(-1);
		return String(row?.status ?? '');
	}

	reason(name: string): string {
		const row = this.tables.members.filter((one) => one.novi_id === idOf(name)).at(-1);
		return String(row?.reason ?? '');
	}

	/** Primary addresses of the accepted members, sorted: the truth of the emulated community. */
	inForj(): string[] {
		return this.forj.state.emailsIn(FORJ_GROUP);
	}

	/** Accounts of the whole community with this primary address. */
	accounts(email: string): ForjUser[] {
		return this.forj.state.users.rows().filter((user) => user.email === email);
	}

	forjId(email: string): number {
		return this.accounts(email)[0]?.id ?? -1;
	}

	join(...people: NoviMember[]): void {
		for (const one of people) {
			if (this.novi.state.findMember(one.UniqueID) === undefined) this.novi.state.addMember(one);
			this.novi.state.joinGroup(NOVI_GROUP, one.UniqueID);
		}
	}

	leave(...names: string[]): void {
		for (const name of names) this.novi.state.leaveGroup(NOVI_GROUP, idOf(name));
	}

	edit(name: string, changes: Partial<Omit<NoviMember, 'UniqueID'>>): void {
		this.novi.state.updateMember(idOf(name), changes);
	}

	/** From now on `decide` says what goes wrong with each call of a service. Ends with the returned function. */
	interfere(service: 'novi' | 'forj', decide: (endpoint: string, call: Call) => FaultEffect | undefined): () => void {
		const { faults } = this.services[service] as { faults: Faults };
		faults.next = (endpoint, call) => decide(endpoint, call);
		return () => void Reflect.deleteProperty(faults, 'next');
	}

	accidents(): unknown[] {
		return [...this.forj.state.accidents, ...this.novi.state.accidents, ...this.forj.unknownRoutes, ...this.novi.unknownRoutes];
	}
}

/** Starts both services. They are closed, and looked over for accidents, after the test. */
export async function scenario({ people = [], others = [], users = [], members = [], link = {}, group = {}, novi, forj }: Setup): Promise<Scenario> {
	const noviSeed = { members: [...people, ...others], groups: [noviGroup({ UniqueID: NOVI_GROUP, Name: 'Board', members: people.map(({ UniqueID }) => UniqueID) })] };
	const forjSeed = { users: [...users], groups: [forjGroup({ id: FORJ_GROUP, name: 'Board', ...group, members })] };
	const services = await startServices({ novi: { seed: noviSeed, ...novi }, forj: { seed: forjSeed, ...forj } });
	const one = new Scenario(services, link);
	open.push(one);
	return one;
}

/** Two groups that agree, after a good first run: everybody named is in both. */
export async function inStep(names: readonly string[], setup: Setup = {}): Promise<Scenario> {
	const one = await scenario({ people: names.map((name) => person(name)), ...setup });
	const first = await one.run();
	expect([first.status, first.detail]).toEqual(['Up To Date', '']);
	return one;
}

/** Lets time pass for the nodes, without waiting. */
export async function later(ms: number): Promise<void> {
	const { clock: real } = require(path.join(packageFolder, 'dist/nodes/shared/http/clock.js')) as { clock: { sleep: (ms: number) => Promise<void> } };
	await real.sleep(ms);
}

export { forjUser };
