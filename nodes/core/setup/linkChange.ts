/**
 * What an admin answered in the set-up assistant, checked and turned into the row of `novi_forj_links` (design sections 4, 7
 * and 10). Only the assistant's own columns are ever changed: the others belong to the running sync.
 */
import { looksLikeEmail } from '../identity';
import { groupNames, jsonObject, readLinkRow, text, type Row } from '../linkRow';
import type { OwnershipMode } from '../types';
import { changedText } from './changedSettings';
import { chosen, readChoices, type Choices } from './choices';
import { ANSWER } from './texts';

export interface LinkQuestion {
	change: 'add' | 'change';
	/** All rows of `novi_forj_links`, read right before. */
	links: readonly Row[];
	/** What the page offered. */
	choices: unknown;
	answers: Row;
	/** Add: a part of the new link's id that no earlier link had. Change: the link's id. */
	linkId: string;
	/** A Forj group that was created in between, in place of the chosen one. */
	createdGroup?: { id: string; name: string };
	/** The number that means Private, learned from a group that the admin named. */
	privateLevel?: number;
}

export interface LinkChange {
	kind: LinkQuestion['change'];
	ok: boolean;
	/** Why not, and what to do. '' when it is in order. */
	fault: string;
	link_id: string;
	/** A sentence that names what was changed; '' for a new link. */
	changed: string;
	/** Columns of the row that the assistant writes. */
	row: Row;
	/** The row as a whole, as the sync will read it: for the first plan. */
	links: Row[];
	/** All rows as they will be. */
	all_links: Row[];
	/** Whether readiness and plan are to be looked at: not for a link that is switched off. */
	check: boolean;
	forj_group_id: string;
	forj_group_name: string;
	novi_group_name: string;
	/** What is known so far: this link's own number, or that of another link. */
	private_level: number | '';
}

/** Default of a new link (design section 5). */
const DEFAULT_LIMITS = { removal_limit_percent: 25, removal_limit_people: 5 };

export function prepareLink(question: LinkQuestion): LinkChange {
	return question.change === 'add' ? addedLink(question) : changedLink(question);
}

/** The number that any link has learned; all groups of a community share its meaning. */
export function knownPrivateLevel(links: readonly Row[]): number | undefined {
	return links.map((row) => readLinkRow(row).settings.privateLevel).find((level) => level !== undefined);
}

function addedLink(question: LinkQuestion): LinkChange {
	const choices = readChoices(question.choices);
	const novi = chosen(choices, question.answers, 'novi_group');
	const forj = chosen(choices, question.answers, 'forj_group');
	const mode = chosen(choices, question.answers, 'mode');
	if (novi === undefined) return refused('add', ANSWER.missing('Novi group'));
	const group = question.createdGroup ?? (forj === undefined ? undefined : { id: forj.id, name: forj.name ?? forj.label });
	if (group === undefined) return refused('add', ANSWER.missing('Forj group'));
	const linkId = `${slug(novi.name ?? '')}-${question.linkId}`;
	const fault = conflict(question.links, linkId, group);
	if (fault !== undefined) return refused('add', fault);
	const level = question.privateLevel ?? knownPrivateLevel(question.links);
	return accepted(question, {
		link_id: linkId,
		novi_group_id: novi.id,
		novi_group_name: novi.name ?? '',
		forj_group_id: group.id,
		forj_group_name: group.name,
		enabled: true,
		mode: mode?.id ?? 'mirror',
		...DEFAULT_LIMITS,
		settings: writeSettings(level === undefined ? {} : { private_level: level }),
	});
}

function conflict(links: readonly Row[], linkId: string, group: { id: string; name: string }): string | undefined {
	if (links.some((row) => text(row.link_id) === linkId)) return ANSWER.linkExists(linkId);
	const rival = links.find((row) => text(row.forj_group_id) === group.id);
	return rival && ANSWER.linked(group.name, groupNames(readLinkRow(rival)).novi, text(rival.link_id));
}

/** Letters and digits of the group's name, so that the link can be told in the tables. */
function slug(name: string): string {
	const words = name.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 40);
	return words.replace(/^-+|-+$/g, '') || 'link';
}

function changedLink(question: LinkQuestion): LinkChange {
	const row = question.links.find((link) => text(link.link_id) === question.linkId);
	if (row === undefined) return refused('change', ANSWER.linkGone(question.linkId));
	const { parsed = {}, broken } = jsonObject(row.settings);
	// A keep list that is no list protects people only by keeping the link "Not ready": it must not be replaced by an empty one.
	const keepUnread = parsed.keep !== undefined && !Array.isArray(parsed.keep);
	if (broken || keepUnread) return refused('change', ANSWER.brokenSettings(question.linkId));
	const { answers } = question;
	const choices = readChoices(question.choices);
	const limits = readLimits(answers);
	if (typeof limits === 'string') return refused('change', limits);
	const keep = keepList(answers);
	// A typing error here would remove somebody who is to be kept.
	const strange = keep.find((entry) => !/^\d+$/.test(entry) && !looksLikeEmail(entry));
	if (strange !== undefined) return refused('change', ANSWER.keepEntry(strange));
	const settings = {
		...parsed,
		keep,
		...setting(choices, answers, 'self_left'),
		...setting(choices, answers, 'conflict'),
		...(question.privateLevel !== undefined && { private_level: question.privateLevel }),
	};
	const enabled = chosen(choices, answers, 'enabled');
	const mode = chosen(choices, answers, 'mode');
	return accepted(question, {
		...row,
		...(enabled && { enabled: enabled.id === 'on' }),
		...(mode && { mode: mode.id as OwnershipMode }),
		...limits,
		settings: writeSettings(settings),
	});
}

/** Both limits, or what is wrong with them. */
function readLimits(answers: Row): Row | string {
	const percent = wholeNumber(answers.removal_limit_percent);
	const people = wholeNumber(answers.removal_limit_people);
	if (percent === undefined || percent > 100) return ANSWER.limitPercent;
	if (people === undefined) return ANSWER.limitPeople;
	return { removal_limit_percent: percent, removal_limit_people: people };
}

function wholeNumber(value: unknown): number | undefined {
	const number = text(value) === '' ? Number.NaN : Number(text(value));
	return Number.isInteger(number) && number >= 0 ? number : undefined;
}

/** One entry per line; commas do as well. */
function keepList(answers: Row): string[] {
	return text(answers.keep).split(/[\n,;]/).map((entry) => entry.trim()).filter((entry) => entry !== '');
}

function setting(choices: Choices, answers: Row, field: string): Row {
	const choice = chosen(choices, answers, field);
	return choice === undefined ? {} : { [field]: choice.id };
}

/** Empty entries are left out: they mean the default. */
function writeSettings(settings: Row): string {
	const entries = Object.entries(settings).filter(([, value]) => !(Array.isArray(value) && value.length === 0));
	return entries.length === 0 ? '' : JSON.stringify(Object.fromEntries(entries));
}

const OWN_COLUMNS = ['link_id', 'novi_group_id', 'novi_group_name', 'forj_group_id', 'forj_group_name', 'enabled', 'mode', 'removal_limit_percent', 'removal_limit_people', 'settings'];

function accepted({ change: kind, links }: LinkQuestion, row: Row): LinkChange {
	const link = readLinkRow(row);
	const { novi, forj } = groupNames(link);
	const before = links.find((other) => text(other.link_id) === link.linkId);
	const others = links.filter((other) => text(other.link_id) !== link.linkId);
	return {
		kind,
		ok: true,
		fault: '',
		link_id: link.linkId,
		changed: before === undefined ? '' : changedText(readLinkRow(before), link),
		row: Object.fromEntries(OWN_COLUMNS.map((column) => [column, row[column] ?? ''])),
		links: [row],
		all_links: [...others, row],
		check: link.enabled,
		forj_group_id: link.forjGroupId,
		forj_group_name: forj,
		novi_group_name: novi,
		private_level: link.settings.privateLevel ?? knownPrivateLevel(others) ?? '',
	};
}

function refused(kind: LinkQuestion['change'], fault: string): LinkChange {
	return {
		kind,
		ok: false,
		fault,
		link_id: '',
		changed: '',
		row: {},
		links: [],
		all_links: [],
		check: false,
		forj_group_id: '',
		forj_group_name: '',
		novi_group_name: '',
		private_level: '',
	};
}
