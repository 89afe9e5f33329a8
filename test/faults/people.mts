/** People of a small association, as Novi keeps them, and what is an account of theirs in Forj. */
import type { ForjUser, NoviMember, Random } from '../../sandbox/emulators/index.mjs';
import { forjUser, noviCompany, noviPerson, pick } from '../../sandbox/emulators/index.mjs';
import { FIRST_NAMES, LAST_NAMES, addressPart } from '../../sandbox/emulators/seed/names.mjs';

const COMPANIES = ['Harbor Works', 'Ferry Lines', 'Lighthouse & Sons'];
const TITLES = ['Pilot', 'Harbor Master', 'Clerk', 'Navigator'];

export const chance = (random: Random, share: number): boolean => random() < share;
export const between = (random: Random, least: number, most: number): number => least + Math.floor(random() * (most - least + 1));

const guid = (number: number): string => `7c41e2d0-93ab-4f6e-8d15-${number.toString(16).padStart(12, '0')}`;

/** What a profile may say; blank values are left out of `accountOf`, since nobody could have entered them. */
export function anyProfile(random: Random): Pick<NoviMember, 'JobTitle' | 'ParentMemberName'> {
	return { JobTitle: pick(random, TITLES), ParentMemberName: pick(random, COMPANIES) };
}

/** Most are eligible; the others lack a login, are not active, or are a company. `number` makes them distinct. */
export function anyMember(random: Random, number: number): NoviMember {
	if (chance(random, 0.07)) return noviCompany({ UniqueID: guid(number), Name: `Company ${number}` });
	const FirstName = pick(random, FIRST_NAMES);
	const LastName = pick(random, LAST_NAMES);
	const login = loginOf(FirstName, LastName, number);
	const kind = random();
	return noviPerson({
		UniqueID: guid(number), FirstName, LastName, ...anyProfile(random),
		Email: login,
		AccountEmail: kind < 0.05 ? '' : kind < 0.09 ? null : kind < 0.15 ? login.toUpperCase() : login,
		Active: !chance(random, 0.08),
	});
}

export function eligibleMember(random: Random, number: number): NoviMember {
	const FirstName = pick(random, FIRST_NAMES);
	const LastName = pick(random, LAST_NAMES);
	const login = loginOf(FirstName, LastName, number);
	return noviPerson({ UniqueID: guid(number), FirstName, LastName, ...anyProfile(random), Email: login, AccountEmail: login });
}

export function loginOf(first: string, last: string, number: number): string {
	return `${addressPart(first) || 'm'}.${addressPart(last) || 's'}.${number}@members.example`;
}

/** A person's account in Forj: under the login, or under a private address of which the login is a secondary one. */
export function accountOf(random: Random, member: NoviMember, id: number): ForjUser {
	const login = (member.AccountEmail ?? '').toLowerCase();
	const isSecondary = chance(random, 0.3);
	const profile = chance(random, 0.6) ? member : anyProfile(random);
	return forjUser({
		id,
		email: isSecondary ? `private.${id}@home.example` : login,
		secondaryEmails: isSecondary ? [login] : [],
		first_name: member.FirstName ?? '',
		last_name: chance(random, 0.9) ? (member.LastName ?? '') : 'Formerly',
		fields: { company_name: profile.ParentMemberName, job_title: profile.JobTitle, website: `https://${id}.example` },
	});
}

export function strangerAccount(random: Random, id: number): ForjUser {
	return forjUser({ id, email: `stranger.${id}@elsewhere.example`, first_name: pick(random, FIRST_NAMES), last_name: pick(random, LAST_NAMES) });
}
