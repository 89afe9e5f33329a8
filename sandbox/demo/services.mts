/** The two services of a demo: the emulators with an invented association, or services that the person names. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	FORJ_API_KEY,
	FORJ_API_SECRET,
	liveChanges,
	seedAssociation,
	seededRandom,
	startForj,
	startNovi,
	type ForjEmulator,
	type ForjSeed,
	type GroupPair,
	type NoviEmulator,
	type NoviSeed,
} from '../emulators/index.mjs';
import type { DemoOptions, ExternalServices, LinkPair } from './options.mjs';

export interface DemoServices {
	/** Data of the two credentials. */
	readonly novi: { siteUrl: string; apiKey: string };
	readonly forj: { baseUrl: string; apiKey: string; apiSecret: string; privateLevel: string; trustedOrigins: string };
	readonly links: ReadonlyArray<LinkPair & { noviGroupName: string; forjGroupName: string }>;
	/** Forj keys of company and title; '' for the usual ones. */
	readonly companyKey: string;
	readonly titleKey: string;
	/** HTTP calls that the emulators have answered since the last call of this; undefined where nobody counts. */
	takeCalls(): { novi: number; forj: number } | undefined;
	/** Changes the emulated association a little and says what was changed; undefined with real services. */
	change?(): string;
	/** Keeps the emulated association as it is now; a demo that is killed goes on there. */
	save?(): void;
	/** The emulators themselves; undefined with real services. */
	readonly emulators?: { readonly novi: NoviEmulator; readonly forj: ForjEmulator };
	/** Lines for a person: where the emulators are, and how to reach them. */
	readonly lookAt: readonly string[];
	close(): Promise<void>;
}

/** Emulated state is kept beside n8n's data: what n8n remembers belongs to exactly these people. */
const STATE_FILE = 'emulated-association.json';

export async function startServices(options: DemoOptions, folder: string): Promise<DemoServices> {
	return options.external ? externalServices(options.external, options.links) : await emulators(folder);
}

function externalServices(external: ExternalServices, links: readonly LinkPair[]): DemoServices {
	return {
		novi: { siteUrl: external.noviSiteUrl, apiKey: external.noviApiKey },
		forj: {
			baseUrl: external.forjBaseUrl,
			apiKey: external.forjApiKey,
			apiSecret: external.forjApiSecret,
			privateLevel: external.privateLevel,
			trustedOrigins: external.trustedOrigins,
		},
		links: links.map((link) => ({ ...link, noviGroupName: '', forjGroupName: '' })),
		companyKey: external.companyKey,
		titleKey: external.titleKey,
		takeCalls: () => undefined,
		lookAt: [],
		close: async () => undefined,
	};
}

interface SavedAssociation {
	novi: NoviSeed;
	forj: ForjSeed;
	pairs: GroupPair[];
}

async function emulators(folder: string): Promise<DemoServices> {
	const saved = readSaved(folder);
	const novi = await startNovi({ seed: saved.novi });
	const forj = await startForj({ seed: saved.forj });
	const seen = { novi: 0, forj: 0 };
	const save = (): void => {
		const file = join(folder, STATE_FILE);
		writeFileSync(`${file}.new`, JSON.stringify(associationOf(novi, forj, saved.pairs)));
		renameSync(`${file}.new`, file);
	};
	const changes = liveChanges(novi, forj, seededRandom(Date.now()), saved.pairs);
	return {
		novi: { siteUrl: novi.url, apiKey: novi.apiKey },
		forj: { baseUrl: forj.url, apiKey: FORJ_API_KEY, apiSecret: FORJ_API_SECRET, privateLevel: '5', trustedOrigins: '' },
		links: saved.pairs.map((pair) => ({
			noviGroupId: pair.noviGroupId,
			forjGroupId: String(pair.forjGroupId),
			noviGroupName: pair.noviGroupName,
			forjGroupName: pair.forjGroupName,
		})),
		companyKey: '',
		titleKey: '',
		takeCalls: () => {
			const now = { novi: novi.counters.total, forj: forj.counters.total };
			const calls = { novi: now.novi - seen.novi, forj: now.forj - seen.forj };
			Object.assign(seen, now);
			return calls;
		},
		change: () => changes.any(),
		emulators: { novi, forj },
		lookAt: [
			`Novi emulator   ${novi.url}   API key ${novi.apiKey}`,
			`  its state     ${novi.url}/_emulator/state`,
			`Forj emulator   ${forj.url}   API key ${FORJ_API_KEY}   API secret ${FORJ_API_SECRET}   Private Level 5`,
			`  its state     ${new URL(forj.url).origin}/_emulator/state`,
		],
		save,
		close: async () => {
			save();
			await Promise.all([novi.close(), forj.close()]);
		},
	};
}

function readSaved(folder: string): SavedAssociation {
	const file = join(folder, STATE_FILE);
	if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as SavedAssociation;
	return seedAssociation();
}

/** The emulators' truth as seeds, from which the next start builds the same association. */
function associationOf(novi: NoviEmulator, forj: ForjEmulator, pairs: GroupPair[]): SavedAssociation {
	return {
		novi: {
			members: [...novi.state.members.rows()],
			groups: novi.state.groups.rows().map(({ roster, ...group }) => ({ ...group, members: [...roster.rows()] })),
			customFields: novi.state.customFields,
			webhooks: [...novi.state.webhooks.rows()],
		},
		forj: {
			users: [...forj.state.users.rows()],
			groups: forj.state.groups.rows().map((group) => ({ ...group, members: [...group.members.rows()] })),
			fieldDefinitions: forj.state.fieldDefinitions,
			webhooks: forj.state.webhooks,
		},
		pairs,
	};
}
