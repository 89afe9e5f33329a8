/**
 * Releases of held removals (design section 5): an admin approves exactly the people ticked. The approval is bound to these
 * people and both groups by a hash, and ends after seven days. It passes the brakes that weigh numbers, and nothing else:
 * not a read that was not complete, not a limited key, not protection, and nobody whom either side cannot show.
 */
import { canonicalJson, digest } from './canonical';
import { compareText } from './identity';
import { RELEASE } from './texts';
import type { Decision, Link, LinkState, Release } from './types';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Counted from the moment at which the admin was shown the list. */
export const RELEASE_DAYS = 7;

/** What the form sends: a release, and who was shown beside these people and not ticked. */
export interface ReleaseRequest {
	linkId: string;
	release: Release;
	notReleased: string[];
}

interface Groups {
	noviGroupId: string;
	forjGroupId: string;
}

/** Fingerprint that binds people, groups and time of a list together. */
export function listHash(linkId: string, { noviGroupId, forjGroupId }: Groups, listedAt: string, people: readonly string[]): string {
	return digest(canonicalJson([linkId, noviGroupId, forjGroupId, listedAt, [...people].sort(compareText)]));
}

export function newRelease(linkId: string, groups: Groups, listedAt: string, people: readonly string[]): Release {
	const { noviGroupId, forjGroupId } = groups;
	return { listedAt, noviGroupId, forjGroupId, people: [...people].sort(compareText), hash: listHash(linkId, groups, listedAt, people) };
}

/** Why the link's release counts for nothing; undefined when it counts. */
export function releaseFault(link: Link, release: Release, now: string): string | undefined {
	if (isExpired(release.listedAt, now)) return RELEASE.expired;
	if (!isOfGroups(release, link)) return RELEASE.groupsChanged;
	return release.hash === listHash(link.linkId, release, release.listedAt, release.people) ? undefined : RELEASE.hashDiffers;
}

/** A list from the future is as little to be trusted as an old one. */
export function isExpired(listedAt: string, now: string): boolean {
	const age = Date.parse(now) - Date.parse(listedAt);
	return !(age >= -DAY_MS && age <= RELEASE_DAYS * DAY_MS);
}

function isOfGroups(of: Groups, link: Link): boolean {
	return sameGroups(of, link);
}

function sameGroups(a: Groups, b: Groups): boolean {
	return a.noviGroupId === b.noviGroupId && a.forjGroupId === b.forjGroupId;
}

/** The admin's last decision, as far as it speaks of the link's groups of today. */
export function decisionOf(link: Link): Decision | undefined {
	const { decided } = link.state;
	return decided !== undefined && isOfGroups(decided, link) ? decided : undefined;
}

/** The link with what the form has just sent; a release that came before is over, since its people were shown again. */
export function withRelease(link: Link, requests: readonly ReleaseRequest[]): Link {
	const request = requests.find(({ linkId }) => linkId === link.linkId);
	if (request === undefined) return link;
	const { release } = request;
	const { noviGroupId, forjGroupId, listedAt } = release;
	// Somebody whom an earlier list named, and who could not be shown this time, was not released either.
	const before = decisionOf(link)?.notReleased ?? [];
	const notReleased = [...new Set([...before, ...request.notReleased])].filter((id) => !release.people.includes(id)).sort(compareText);
	return { ...link, state: { ...link.state, release, decided: { at: listedAt, noviGroupId, forjGroupId, notReleased } } };
}

/** What a run knows of the people whom an admin decided about, by Forj user id. */
export interface AfterRun {
	groups: { noviGroupId: string; forjGroupId: string };
	/** Still to be removed: whoever is done, or was objected to, is not released any more. */
	open: ReadonlySet<string>;
	/** Novi spoke against their removal: they stay until an admin releases them again. */
	withdrawn: ReadonlySet<string>;
	/** Still in the Forj group and not eligible: whoever was not released stays so, also while a run cannot tell. */
	there: ReadonlySet<string>;
	/** Sizes of the Novi group, where nothing weighed against them; then later runs are compared with them. */
	sizes?: { roster: number; eligible: number };
}

/**
 * What stays of both after a run. A release loses whoever is done, so that coming back to the Forj group does not meet an old
 * approval; nobody is forgotten who was not released.
 * @param run undefined when it could not see both sides to their end
 */
export function remaining(linkId: string, { release, decided }: LinkState, run: AfterRun | undefined, now: string): Pick<LinkState, 'release' | 'decided'> {
	const ofThisRun = run !== undefined && decided !== undefined && sameGroups(decided, run.groups);
	// A run of other groups says nothing about these people, nor does one that did not see everybody.
	if (decided !== undefined && !ofThisRun) return { ...(release && { release }), decided };
	const approved = release?.people ?? [];
	const over = release === undefined || isExpired(release.listedAt, now);
	const people = over ? [] : approved.filter((id) => run?.open.has(id) ?? true);
	// An approval that ends without having been used is no approval any more, but the person was decided about.
	const unused = approved.filter((id) => run?.withdrawn.has(id) || (over && run?.open.has(id)));
	const notReleased = [...new Set([...(decided?.notReleased ?? []), ...unused])].filter((id) => run?.there.has(id) ?? true).sort(compareText);
	return {
		...(release !== undefined && people.length > 0 && { release: newRelease(linkId, release, release.listedAt, people) }),
		...(decided !== undefined && { decided: { ...decided, notReleased, ...(run?.sizes && { sizes: run.sizes }) } }),
	};
}

// ---------------------------------------------------------------- as it is stored

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isIdList(value: unknown): value is string[] {
	return Array.isArray(value) && value.every((id) => typeof id === 'string' && id !== '');
}

function hasGroups(value: Record<string, unknown>): boolean {
	return typeof value.noviGroupId === 'string' && typeof value.forjGroupId === 'string';
}

export function isRelease(value: unknown): value is Release {
	return isRecord(value) && hasGroups(value) && typeof value.listedAt === 'string' && isIdList(value.people) && typeof value.hash === 'string';
}

export function isDecision(value: unknown): value is Decision {
	return isRecord(value) && hasGroups(value) && typeof value.at === 'string' && isIdList(value.notReleased);
}

/** Column that marks a release among the rows that Compare Members is given. */
export const RELEASE_COLUMN = 'release';

/** The row that carries a release from the form to Compare Members. */
export function writeReleaseRow({ linkId, release, notReleased }: ReleaseRequest): Record<string, unknown> {
	return { link_id: linkId, [RELEASE_COLUMN]: JSON.stringify({ release, notReleased }) };
}

/** Undefined for what is no release: then nobody is released. */
export function readReleaseRow(row: Record<string, unknown>): ReleaseRequest | undefined {
	if (typeof row.link_id !== 'string' || typeof row[RELEASE_COLUMN] !== 'string') return undefined;
	try {
		const parsed: unknown = JSON.parse(row[RELEASE_COLUMN]);
		if (!isRecord(parsed) || !isRelease(parsed.release) || !isIdList(parsed.notReleased)) return undefined;
		return { linkId: row.link_id, release: parsed.release, notReleased: parsed.notReleased };
	} catch {
		return undefined;
	}
}
