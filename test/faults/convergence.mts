/** After all faults: faultless runs bring the Forj group to exactly what the rules want, and then write nothing more. */
import type { ForjUser, NoviMember } from '../../sandbox/emulators/index.mjs';
import type { ChainRun } from '../engine/chain.mjs';
import { areHeld } from './brakes.mjs';
import { isPairKnown } from './remembered.mjs';
import { accountsOf, addressesOf, isMember, isProtected, membersOf, normalAddress, whoBelongsIn, whoShouldGo } from './truth.mjs';
import type { World } from './world.mjs';
import { FORJ_GROUP } from './world.mjs';

type Run = () => Promise<ChainRun>;

export async function expectConvergence(world: World, run: Run, refusedFor: ReadonlySet<string>): Promise<void> {
	// Accounts under another address, not recognised so far, count as strangers until the adds of the first run have named them.
	const unrecognised = whoBelongsIn(world).filter((member) => !isPairKnown(world, member) && isInForjUnderAnotherAddress(world, member)).length;
	const shouldGo = whoShouldGo(world);
	const mayNeedSecondRun = unrecognised > 0 && areHeld(world, shouldGo.length + unrecognised);
	let last = await run();
	if (mayNeedSecondRun) last = await run();
	const held = whoShouldGo(world);
	if (held.length > 0) await expectStatedHolds(world, held, last, run);
	expect(last.report).toMatchObject([{ status: held.length > 0 ? 'Held' : 'Up To Date' }]);
	expectRightGroup(world);
	expectRightProfiles(world, refusedFor);
	await expectNoMoreWrites(world, run);
}

function isInForjUnderAnotherAddress(world: World, member: NoviMember): boolean {
	return accountsOf(world, member).some((user) => isMember(world, user) && user.email !== normalAddress(member.AccountEmail));
}

/** All or none are held, for a brake that really trips, by name and with the reason; and an admin's hand ends it. */
async function expectStatedHolds(world: World, held: readonly ForjUser[], last: ChainRun, run: Run): Promise<void> {
	expect({ held: held.length, isRight: areHeld(world, held.length) }).toEqual({ held: held.length, isRight: true });
	const newest = (user: ForjUser) => world.tables.members.filter((row) => row.forj_user_id === String(user.id)).at(-1);
	for (const user of held) expect(newest(user)).toMatchObject({ status: 'Removal held', reason: expect.stringMatching(/\S{3,}/) });
	expect(last.report[0]?.detail).toMatch(/\S/);
	expectOnlyTheseMore(world, held);
	await expectNoMoreWrites(world, run);
	for (const { id } of held) world.services.forj.state.removeMember(FORJ_GROUP, id);
	expect((await run()).report).toMatchObject([{ status: 'Up To Date' }]);
}

const emails = (users: Iterable<ForjUser>): string[] => [...users].map(({ email }) => email).sort();

function rightAccounts(world: World): Set<ForjUser> {
	const right = new Set(whoBelongsIn(world).flatMap((member) => accountsOf(world, member)));
	for (const user of membersOf(world)) if (isProtected(world, user) || (world.mode === 'add_only' && !right.has(user))) right.add(user);
	return right;
}

function expectOnlyTheseMore(world: World, held: readonly ForjUser[]): void {
	expect(emails(membersOf(world))).toEqual(emails(new Set([...rightAccounts(world), ...held])));
}

function expectRightGroup(world: World): void {
	const absent = whoBelongsIn(world).filter((member) => !accountsOf(world, member).some((user) => isMember(world, user)));
	expect({ absent: absent.map(({ AccountEmail }) => AccountEmail) }).toEqual({ absent: [] });
	expect(emails(membersOf(world))).toEqual(emails(rightAccounts(world)));
}

/** What Novi says is what Forj shows, except where Forj twice took a value without a word and did not keep it (design 4.6). */
function expectRightProfiles(world: World, refusedFor: ReadonlySet<string>): void {
	for (const member of whoBelongsIn(world)) {
		for (const user of accountsOf(world, member)) {
			if (refusedFor.has(String(user.id))) continue;
			const { first_name, last_name, fields } = user;
			const shown = { addresses: addressesOf(user), first_name, last_name, job: fields.job_title, company: fields.company_name };
			expect(shown).toMatchObject({ first_name: member.FirstName, last_name: member.LastName, job: member.JobTitle, company: member.ParentMemberName });
		}
	}
}

async function expectNoMoreWrites({ services }: World, run: Run): Promise<void> {
	const before = services.forj.counters.writes;
	await run();
	expect(services.forj.counters.writes - before).toBe(0);
}
