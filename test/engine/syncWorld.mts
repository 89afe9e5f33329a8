/** A board in Novi and its group in Forj, and rounds of the main job on them. */
import type { IDataObject } from 'n8n-workflow';
import type { ForjOptions, ForjUser, NoviOptions } from '../../sandbox/emulators/index.mjs';
import { forjGroup, forjUser, noviCompany, noviGroup, noviPerson } from '../../sandbox/emulators/index.mjs';
import { secretsIn } from '../support/secrets.mjs';
import type { Services } from '../support/services.mjs';
import { startServices } from '../support/services.mjs';
import type { ChainRun, Tables } from './chain.mjs';
import { linkRow, runChain } from './chain.mjs';

const guid = (tail: string): string => `7c41e2d0-93ab-4f6e-8d15-${tail.padStart(12, '0')}`;
export const login = (name: string): string => `${name}@members.example`;

export function person(name: string, more: object = {}) {
	const [first = '', last = ''] = name.split('.').map((part) => part.charAt(0).toUpperCase() + part.slice(1));
	return noviPerson({ UniqueID: guid(Buffer.from(name).toString('hex').slice(0, 10)), FirstName: first, LastName: last, AccountEmail: login(name), ParentMemberName: 'Harbor Works', JobTitle: 'Pilot', ...more });
}

export const NAMES = ['ann.lee', 'bob.ray', 'cara.moss', 'dan.pike', 'eva.north', 'finn.oak', 'gil.west', 'hal.cole', 'ida.ford', 'jon.reed'];
const people = NAMES.map((name) => person(name));
export const noLogin = person('kim.nolan', { AccountEmail: '' });
const works = noviCompany({ UniqueID: guid('c0'), Name: 'Harbor Works' });
export const board = noviGroup({ UniqueID: guid('e1'), Name: 'Board', members: [...people, noLogin, works].map(({ UniqueID }) => UniqueID) });

/** Three of the board. */
export const other = noviGroup({ UniqueID: guid('e2'), Name: 'Finance', members: people.slice(2, 5).map(({ UniqueID }) => UniqueID) });

const manager = forjUser({ id: 20, email: 'dana.whitlock@association.example', first_name: 'Dana', last_name: 'Whitlock' });
/** Bob's Novi login is only his secondary address in Forj; Forj never shows it. */
export const bobInForj = forjUser({ id: 21, email: 'bob@private.example', secondaryEmails: [login('bob.ray')], first_name: 'Bob', last_name: 'Ray' });
export const stranger = forjUser({ id: 22, email: 'sam.stranger@elsewhere.example', first_name: 'Sam', last_name: 'Stranger' });
export const forjBoard = forjGroup({ id: 401, name: 'Board', primary_admin: 20, members: [{ userId: 20, is_admin: true }] });

export const id = (name: string): string => person(name).UniqueID;
/** Everybody's primary address in Forj. */
export const EVERYBODY = [manager.email, ...NAMES.map((name) => (name === 'bob.ray' ? bobInForj.email : login(name)))].sort();

export interface World {
	what: string;
	novi?: NoviOptions;
	forj?: ForjOptions;
	/** What the key may see; may be changed between two rounds. */
	noviKey?: NoviOptions;
}

export interface SyncWorld {
	services: Services;
	/** Both services and the tables as they were at the start. */
	reset(): void;
	/** One run; the number of writes to Forj comes with it. */
	round(dryRun?: boolean, release?: IDataObject[]): Promise<ChainRun & { writes: number }>;
	/** Rows of the tables of links and of shown members. */
	rows(): IDataObject[];
	/** Primary addresses of the Forj group's members. */
	inForj(): string[];
	user(email: string): ForjUser | undefined;
	shownMembers(): number;
	/** What must not have happened, whatever the test was about. */
	accidents(): unknown[];
	close(): Promise<void>;
}

export async function startSyncWorld({ novi, forj, noviKey = {} }: Omit<World, 'what'>): Promise<SyncWorld> {
	const services = await startServices({
		novi: Object.assign(noviKey, { seed: { members: [...people, noLogin, works], groups: [board, other] }, ...novi }),
		forj: { seed: { users: [manager, bobInForj, stranger], groups: [forjBoard] }, ...forj },
	});
	const { credentials } = services;
	if (forj?.secondOrigin) credentials.forjCommunityApi = { ...credentials.forjCommunityApi, trustedOrigins: new URL(services.forj.secondUrl).origin };
	const freshTables = (): Tables => ({ links: [linkRow(board.UniqueID, forjBoard.id)], people: [], members: [] });
	let tables = freshTables();
	let rounds = 0;
	return {
		services,
		reset: () => {
			services.reset();
			tables = freshTables();
		},
		rows: () => [...tables.links, ...tables.members],
		round: async (dryRun = false, release = []) => {
			rounds += 1;
			const before = services.forj.counters.writes;
			const run = await runChain(services, tables, `run-${rounds}`, dryRun, release);
			const left = [run.result.error, run.result.outputsOf('Summarize'), run.result.outputsOf('Apply')];
			expect(run.result.error).toBeUndefined();
			expect(secretsIn(left, credentials)).toEqual([]);
			return { ...run, writes: services.forj.counters.writes - before };
		},
		inForj: () => services.forj.state.emailsIn(forjBoard.id),
		user: (email) => services.forj.state.findByEmail(email),
		shownMembers: () => tables.members.length,
		accidents: () => [...services.forj.state.accidents, ...services.novi.state.accidents, ...services.forj.unknownRoutes, ...services.novi.unknownRoutes],
		close: services.close,
	};
}
