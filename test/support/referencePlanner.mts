/**
 * A second planner for one link, slow and obvious, written from the design's sections 4, 5 and 8: lists are searched
 * from the start again and again, nothing is indexed, sorted cleverly or shared with `nodes/core`.
 * It decides only what happens to whom; texts, rows and counters are tested elsewhere.
 */
import type { RunInput } from '../../nodes/core/planRun';
import { newRelease } from '../../nodes/core/release';
import type { ConflictPolicy, FieldMapping, FieldValue, ForjMember, ForjSnapshot, Link, NoviMember, NoviSnapshot, PersonLinkState, PersonMemory } from '../../nodes/core/types';

export type Verdict = 'add' | 'update' | 'remove' | 'hold' | 'Protected' | 'N/A' | 'Unknown' | 'Up To Date';

export interface ReferencePlan {
	/** By person key; for updates with the fields that are sent. */
	people: Record<string, { verdict: Verdict; fields?: Record<string, FieldValue> }>;
	writable: boolean;
	brakes: string[];
}

interface Candidate {
	member: NoviMember;
	id: string;
	kind: 'eligible' | 'unknown' | 'N/A';
	/** N/A only because somebody else has the same claim: not a reason to remove. */
	standsBack: boolean;
	memory?: PersonMemory;
	account?: ForjMember;
}

interface Scene {
	link: Link;
	novi: NoviSnapshot;
	forj: ForjSnapshot;
	input: RunInput;
	candidates: Candidate[];
	unclear: string[];
}

const lower = (id: string): string => id.trim().toLowerCase();

/** Design 4.2. A letter outside ASCII that would turn into a plain one makes the address one of its own. */
function mail(raw: string): string {
	const trimmed = raw.trim();
	const folded = [...trimmed].some((letter) => letter > '\u007f' && /^[\u0000-\u007f]*$/.test(letter.normalize('NFC').toLowerCase()));
	return folded ? `as written: ${trimmed}` : trimmed.normalize('NFC').toLowerCase();
}

export function referencePlan(input: RunInput): ReferencePlan {
	const [link] = input.remembered.links;
	const [novi] = input.novi as NoviSnapshot[];
	const [forj] = input.forj as ForjSnapshot[];
	if (!link || !novi || !forj) throw new Error('the reference knows exactly one link with both sides');
	if (novi.failure?.kind === 'auth' || forj.failure?.kind === 'auth') return { people: {}, writable: false, brakes: [] };
	const scene: Scene = { link, novi, forj, input, candidates: [], unclear: [] };
	scene.candidates = judge(scene);
	findAccounts(scene);

	const people: ReferencePlan['people'] = {};
	for (const candidate of scene.candidates) people[`novi:${candidate.id}`] = judgeCandidate(candidate, scene);
	for (const member of forj.members) {
		if (scene.candidates.some((candidate) => candidate.account?.id === member.id)) continue;
		const former = [...input.remembered.people.values()].filter((memory) => memory.forjUserId === member.id).sort((a, b) => (lower(a.noviId) < lower(b.noviId) ? -1 : 1))[0];
		people[`forj:${member.id}`] = { verdict: member.status === 'pending' ? 'N/A' : leave(member, member.email, former, scene) };
	}
	const brakes = hold(people, scene);
	return { people, writable: ready(scene) && forj.complete, brakes };
}

// ---------------------------------------------------------------- 4.1 and 4.5

function judge({ novi, input }: Scene): Candidate[] {
	const candidates: Candidate[] = [];
	for (const member of novi.members) {
		const id = lower(member.id);
		if (candidates.some((known) => known.id === id)) continue;
		const memory = input.remembered.people.get(id);
		candidates.push({ member, id, standsBack: false, ...(memory && { memory }), kind: kindOf(member, memory) });
	}
	candidates.sort((a, b) => (a.id < b.id ? -1 : 1));
	for (const candidate of candidates) {
		if (candidate.kind !== 'eligible') continue;
		const rivals = candidates.filter((other) => (other.kind === 'eligible' || other.standsBack) && mail(other.member.login ?? '') === mail(candidate.member.login ?? ''));
		const chosen = rivals.find((rival) => rival.memory?.forjUserId) ?? rivals[0];
		if (chosen !== candidate) standBack(candidate);
	}
	return candidates;
}

function kindOf(member: NoviMember, memory: PersonMemory | undefined): Candidate['kind'] {
	if (member.unknown !== undefined || member.isPerson === undefined || member.active === undefined || member.login === undefined) return 'unknown';
	if (!member.isPerson || !member.active || member.login.trim() === '') return 'N/A';
	return !isAddress(member.login) && !memory?.forjUserId ? 'N/A' : 'eligible';
}

const isAddress = (login: string): boolean => /^[^@\s]+@[^@\s]+$/.test(login.trim());

function standBack(candidate: Candidate): void {
	candidate.kind = 'N/A';
	candidate.standsBack = true;
}

// ---------------------------------------------------------------- 4.2 to 4.4

function findAccounts(scene: Scene): void {
	const eligible = scene.candidates.filter((one) => one.kind === 'eligible');
	const unknown = scene.candidates.filter((one) => one.kind === 'unknown');
	const rest = scene.candidates.filter((one) => one.kind === 'N/A');
	for (const claimants of [[...eligible, ...unknown], rest]) {
		for (const one of claimants) takePair(one, scene);
		for (const one of claimants) takeAddress(one, scene);
		for (const one of claimants) {
			const earlier = claimants.slice(0, claimants.indexOf(one)).filter((other) => other.kind === 'eligible' && !other.account);
			if (one.kind === 'eligible' && !one.account && one.memory?.forjUserId && earlier.some((other) => other.memory?.forjUserId === one.memory?.forjUserId)) standBack(one);
		}
	}
}

const isTaken = (member: ForjMember, { candidates }: Scene): boolean => candidates.some((one) => one.account?.id === member.id);

function takePair(one: Candidate, scene: Scene): void {
	const member = scene.forj.members.find((row) => row.id === one.memory?.forjUserId);
	if (!member) return;
	if (!isTaken(member, scene)) one.account = member;
	else if (one.kind === 'eligible') standBack(one);
}

function takeAddress(one: Candidate, scene: Scene): void {
	const address = mail(one.member.login ?? one.memory?.email ?? '');
	if (one.account || one.standsBack || address === '') return;
	const rows = scene.forj.members.filter((row) => mail(row.email) === address);
	const [member] = rows;
	if (!member) return;
	const pairAlive = one.memory?.forjUserId && one.memory.forjUserId !== member.id && (scene.input.forj as ForjSnapshot[]).some((group) => group.members.some((row) => row.id === one.memory?.forjUserId));
	if (rows.length === 1 && !pairAlive && !isTaken(member, scene)) {
		one.account = member;
		return;
	}
	if (rows.length > 1 || pairAlive) scene.unclear.push(...rows.map((row) => row.id));
	if (one.kind === 'eligible') standBack(one);
}

// ---------------------------------------------------------------- 4.6 to 4.8

function stateOf(memory: PersonMemory | undefined, link: Link): PersonLinkState {
	const state = memory?.state[link.linkId];
	return !state || (state.groupId && state.groupId !== link.forjGroupId) ? {} : state;
}

function judgeCandidate(one: Candidate, scene: Scene): { verdict: Verdict; fields?: Record<string, FieldValue> } {
	const isMember = one.account !== undefined && one.account.status !== 'pending';
	if (one.kind === 'unknown') return { verdict: 'Unknown' };
	if (one.kind === 'N/A') {
		if (!isMember || one.standsBack || !one.account) return { verdict: 'N/A' };
		return { verdict: leave(one.account, one.member.login ?? one.memory?.email ?? '', one.memory, scene) };
	}
	if (isMember && one.account) {
		const fields = differing(one, one.account, scene);
		return Object.keys(fields).length > 0 ? { verdict: 'update', fields } : { verdict: 'Up To Date' };
	}
	// The pair needs no address, but an add of somebody who is not there does.
	if (!isAddress(one.member.login ?? '')) return { verdict: 'N/A' };
	const { member, leftSince } = stateOf(one.memory, scene.link);
	const left = scene.forj.complete && !one.account && (member || leftSince);
	const stays = scene.link.settings.selfLeft === 'add_back' || (!leftSince && manyAreGone(scene));
	return { verdict: left && !stays ? 'N/A' : 'add' };
}

/** More than five, and more than half of those who were members, have left by themselves in one go: nobody does that. */
function manyAreGone({ candidates, link }: Scene): boolean {
	const known = candidates.filter((one) => one.kind === 'eligible' && stateOf(one.memory, link).member);
	const gone = known.filter((one) => !one.account).length;
	return gone > 5 && gone > known.length / 2;
}

/** Somebody who is not to be in the group. */
function leave(member: ForjMember, address: string, memory: PersonMemory | undefined, { link, forj, unclear }: Scene): Verdict {
	const addresses = [member.email, address, memory?.email ?? ''].map(mail).filter((one) => one !== '');
	const admin = forj.group.primaryAdmin;
	if (member.isManager || admin.id === member.id || (admin.email !== undefined && addresses.includes(mail(admin.email)))) return 'Protected';
	if (link.settings.keep.some((entry) => entry === member.id || addresses.includes(mail(entry)))) return 'Protected';
	if (link.mode === 'add_only' || (link.mode === 'owned' && !stateOf(memory, link).addedBySync)) return 'Protected';
	return unclear.includes(member.id) ? 'Unknown' : 'remove';
}

const said = (value: FieldValue | undefined): string =>
	value === undefined || value === null ? '' : Array.isArray(value) ? JSON.stringify([...value].sort()).replace('[]', '') : String(value).trim();

function differing(one: Candidate, account: ForjMember, scene: Scene): Record<string, FieldValue> {
	const fields: Record<string, FieldValue> = {};
	const baseline = one.memory?.forjUserId === account.id ? one.memory.baseline : {};
	for (const { noviField, forjField, direction } of mappings(scene)) {
		const isName = forjField === 'first_name' || forjField === 'last_name';
		const isKnown = scene.forj.group.fieldKeys.includes(forjField) || scene.forj.seenFieldKeys.includes(forjField);
		if (!isName && !(isKnown && account.hasProfile)) continue;
		if (!(noviField in one.member.fields) || direction === 'forj_to_novi') continue;
		const wanted = said(one.member.fields[noviField]);
		const shown = said(account.fields[forjField]);
		const agreed = said(baseline[forjField]);
		if (wanted === shown) continue;
		if (wanted === '' && agreed === '') continue;
		const refused = stateOf(one.memory, scene.link).refused ?? {};
		if (forjField in refused && said(refused[forjField]) === wanted) continue;
		if (forjField in account.fields && spared(forjField in baseline ? agreed : undefined, wanted, shown, direction, scene.link.settings.conflict)) continue;
		if (!(forjField in account.fields) && direction === 'both' && (wanted === '' || (forjField in baseline && wanted === agreed))) continue;
		fields[forjField] = wanted;
	}
	return fields;
}

/** Design 9: Forj's value is on its way to Novi, or both were changed and Novi does not win. */
function spared(agreed: string | undefined, wanted: string, shown: string, direction: FieldMapping['direction'], policy: ConflictPolicy): boolean {
	if (agreed !== undefined && wanted === agreed) return direction === 'both';
	if (agreed !== undefined && shown === agreed) return false;
	if (agreed === undefined && (direction === 'novi_to_forj' || shown === '')) return false;
	return policy !== 'novi_wins';
}

function mappings({ input }: Scene): FieldMapping[] {
	const standard: Array<[string, string]> = [['FirstName', 'first_name'], ['LastName', 'last_name'], ['ParentMemberName', 'company_name'], ['JobTitle', 'job_title']];
	const own = input.remembered.mappings;
	const kept = standard.filter(([noviField, forjField]) => !own.some((row) => row.noviField === noviField || row.forjField === forjField));
	return [...kept.map(([noviField, forjField]): FieldMapping => ({ noviField, forjField, direction: 'novi_to_forj' })), ...own];
}

// ---------------------------------------------------------------- 4.10, 4.11 and 5

function ready({ link, novi, forj }: Scene): boolean {
	if (link.faults.length > 0 || (novi.staging && !novi.allowStagingSync)) return false;
	const wanted = forj.privateLevel ?? link.settings.privateLevel;
	const { hasParent, privacy, requiresApproval } = forj.group;
	return !forj.complete || (!hasParent && wanted !== undefined && privacy === wanted && requiresApproval === false);
}

type People = ReferencePlan['people'];

/** Turns removals into holds, and says which brakes did it. */
function hold(people: People, scene: Scene): string[] {
	const accountOf = (key: string): string => (key.startsWith('forj:') ? key.slice(5) : (scene.candidates.find((one) => `novi:${one.id}` === key)?.account?.id ?? ''));
	const removals = Object.keys(people).filter((key) => people[key]?.verdict === 'remove');
	const released = removals.filter((key) => approved(scene).includes(accountOf(key)));
	const seen = removals.filter((key) => !released.includes(key) && refused(scene).includes(accountOf(key)));
	const undecided = removals.filter((key) => !released.includes(key) && !seen.includes(key));

	const proof = removals.length > 0 ? unproven(scene) : [];
	const weight = undecided.length > 0 ? weighed(undecided.length, people, scene) : [];
	const decision = seen.length > 0 ? ['not_released'] : [];
	const held = [...(proof.length > 0 ? removals : []), ...(weight.length > 0 ? undecided : []), ...seen];
	for (const key of held) people[key] = { verdict: 'hold' };
	return [...proof, ...weight, ...decision].sort();
}

const sameGroups = (of: { noviGroupId: string; forjGroupId: string }, link: Link): boolean => of.noviGroupId === link.noviGroupId && of.forjGroupId === link.forjGroupId;

/** Whom an admin released: at most seven days ago, for these groups, and nobody has touched it since. */
function approved({ link, input }: Scene): string[] {
	const { release } = link.state;
	if (!release || !sameGroups(release, link)) return [];
	const days = (Date.parse(input.now) - Date.parse(release.listedAt)) / (24 * 60 * 60 * 1000);
	const untouched = newRelease(link.linkId, release, release.listedAt, release.people).hash === release.hash;
	return days <= 7 && days >= -1 && untouched ? release.people : [];
}

function refused({ link }: Scene): string[] {
	return link.state.decided && sameGroups(link.state.decided, link) ? link.state.decided.notReleased : [];
}

/** Nothing proves that somebody left. */
function unproven({ novi, forj, link }: Scene): string[] {
	const unread = !novi.complete || !forj.complete;
	return [...(unread ? ['incomplete_read'] : []), ...(isLimited(novi, link) ? ['limited_key'] : [])];
}

function isLimited({ visibility }: NoviSnapshot, { settings }: Link): boolean {
	if (!visibility) return false;
	if (visibility.absentFields.some((field) => !settings.fieldsNotInNovi.includes(field))) return true;
	const { counts } = visibility;
	if (!counts || settings.ignoreGroupCounts) return false;
	const sums = [counts.primary, counts.total, (counts.primary ?? NaN) + (counts.beneficiary ?? NaN)].filter((sum): sum is number => sum !== undefined && !Number.isNaN(sum));
	return sums.length > 0 && sums.some((sum) => sum > counts.listed) && !sums.includes(counts.listed);
}

function weighed(removals: number, people: People, { link, novi, forj, candidates, input }: Scene): string[] {
	const eligible = candidates.filter((one) => one.kind === 'eligible' && people[`novi:${one.id}`]?.verdict !== 'N/A').length;
	const before = forj.members.filter((member) => member.status !== 'pending').length;
	const dayAgo = Date.parse(input.now) - 24 * 60 * 60 * 1000;
	const recent = (link.state.removals ?? []).filter((entry) => Date.parse(entry.at) > dayAgo).reduce((sum, entry) => sum + entry.count, 0);
	const limit = Math.max(Math.floor((link.removalLimitPercent * before) / 100), link.removalLimitPeople);
	const { good, decided } = link.state;
	const isDecided = decided !== undefined && sameGroups(decided, link);
	const tripped: string[] = [];
	if (candidates.some((one) => one.kind === 'unknown')) tripped.push('unknown_people');
	// What was not read to its end is not weighed.
	const whole = novi.complete && forj.complete;
	if (whole && eligible === 0) tripped.push('nobody_eligible');
	if (!good && !isDecided) tripped.push('first_run');
	if (good && !sameGroups(good, link) && !(isDecided && decided.at > good.at)) tripped.push('groups_changed');
	// The size that an admin has decided about counts from then on; after that, another group's size says nothing.
	const goodCounts = good !== undefined && (sameGroups(good, link) || !isDecided);
	const decidedCounts = isDecided && decided.sizes !== undefined && (!goodCounts || good.at <= decided.at);
	const size = decidedCounts ? decided.sizes : goodCounts ? good : undefined;
	if (whole && size && (candidates.length < size.roster / 2 || eligible < size.eligible / 2)) tripped.push('roster_dropped');
	if (whole && link.removalLimitPercent < 100 && recent + removals > limit) tripped.push('limit');
	return tripped;
}
