/** What the demo was asked to do: arguments and environment, checked before anything is started. */
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '../server/paths.mjs';
import { DemoProblem } from './problem.mjs';

/** Addresses and keys of services that are not the emulators. */
export interface ExternalServices {
	readonly noviSiteUrl: string;
	readonly noviApiKey: string;
	readonly forjBaseUrl: string;
	readonly forjApiKey: string;
	readonly forjApiSecret: string;
	readonly trustedOrigins: string;
	readonly privateLevel: string;
	readonly companyKey: string;
	readonly titleKey: string;
}

export interface LinkPair {
	readonly noviGroupId: string;
	readonly forjGroupId: string;
}

export interface DemoOptions {
	readonly once: boolean;
	readonly json: boolean;
	/** Folder of n8n's data; absent: a fresh one that is deleted at the end. */
	readonly stateFolder?: string;
	/** File name in `workflows/`, without `.json`. */
	readonly workflow: string;
	/** What the workflow's start takes. */
	readonly input?: Record<string, unknown>;
	readonly port?: number;
	readonly external?: ExternalServices;
	readonly links: readonly LinkPair[];
	/** Nothing is written, only planned. */
	readonly planOnly: boolean;
}

const HELP = `npm run demo [-- options]

  --once             run the workflow once, then stop everything
  --json             with --once: the last line of the output is one JSON object
  --state <folder>   keep n8n's data there, so that a next call goes on where this one ended
  --workflow <name>  another one of the shipped workflows (default: full-sync)
  --input <json>     what that workflow's start takes
  --port <number>    port of n8n's editor (default: a free one)
  --link <noviGroupId>:<forjGroupId>
                     with services of your own: a link (repeatable)
  --write            with services that are not on this machine: really write

Services of your own instead of the emulators: set NOVI_SITE_URL, NOVI_API_KEY, FORJ_BASE_URL, FORJ_API_KEY and
FORJ_API_SECRET. Optional: FORJ_TRUSTED_ORIGINS, FORJ_PRIVATE_LEVEL, FORJ_COMPANY_KEY, FORJ_TITLE_KEY.
`;

const REQUIRED = ['NOVI_SITE_URL', 'NOVI_API_KEY', 'FORJ_BASE_URL', 'FORJ_API_KEY', 'FORJ_API_SECRET'] as const;

/** Returns undefined when only the help was asked for. */
export function readOptions(args: string[], env: NodeJS.ProcessEnv): DemoOptions | undefined {
	const { values } = parse(args);
	if (values.help) {
		process.stdout.write(HELP);
		return undefined;
	}
	const links = (values.link ?? []).map(readLink);
	const external = readExternal(env, links.length > 0);
	if (external && links.length === 0) throw new DemoProblem('Name at least one link: --link <noviGroupId>:<forjGroupId>.');
	if (values.json && !values.once) throw new DemoProblem('--json needs --once: without it the demo stays up.');
	const remote = external !== undefined && !(isLoopback(external.noviSiteUrl) && isLoopback(external.forjBaseUrl));
	return {
		once: values.once ?? false,
		json: values.json ?? false,
		...(values.state && { stateFolder: resolve(env.INIT_CWD ?? process.cwd(), values.state) }),
		workflow: readWorkflowName(values.workflow ?? 'full-sync'),
		...(values.input !== undefined && { input: readInput(values.input) }),
		...(values.port !== undefined && { port: readPort(values.port) }),
		...(external && { external }),
		links,
		planOnly: remote && !values.write,
	};
}

function parse(args: string[]) {
	try {
		return parseArgs({
			args,
			options: {
				once: { type: 'boolean' },
				json: { type: 'boolean' },
				state: { type: 'string' },
				workflow: { type: 'string' },
				input: { type: 'string' },
				port: { type: 'string' },
				link: { type: 'string', multiple: true },
				write: { type: 'boolean' },
				help: { type: 'boolean', short: 'h' },
			},
		});
	} catch (error) {
		throw new DemoProblem(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
	}
}

function readLink(text: string): LinkPair {
	const at = text.indexOf(':');
	if (at < 1 || at === text.length - 1) throw new DemoProblem(`--link ${text}: write <noviGroupId>:<forjGroupId>.`);
	return { noviGroupId: text.slice(0, at), forjGroupId: text.slice(at + 1) };
}

function readExternal(env: NodeJS.ProcessEnv, wanted: boolean): ExternalServices | undefined {
	const missing = REQUIRED.filter((name) => !env[name]);
	if (missing.length === REQUIRED.length && !wanted) return undefined;
	if (missing.length > 0) {
		throw new DemoProblem(`To run against services of your own, also set ${missing.join(', ')}. To run against the emulators, set none of ${REQUIRED.join(', ')} and give no --link.`);
	}
	const value = (name: string): string => env[name] ?? '';
	return {
		noviSiteUrl: value('NOVI_SITE_URL'),
		noviApiKey: value('NOVI_API_KEY'),
		forjBaseUrl: value('FORJ_BASE_URL'),
		forjApiKey: value('FORJ_API_KEY'),
		forjApiSecret: value('FORJ_API_SECRET'),
		trustedOrigins: value('FORJ_TRUSTED_ORIGINS'),
		privateLevel: value('FORJ_PRIVATE_LEVEL'),
		companyKey: value('FORJ_COMPANY_KEY'),
		titleKey: value('FORJ_TITLE_KEY'),
	};
}

function isLoopback(address: string): boolean {
	try {
		const { hostname } = new URL(address.includes('://') ? address : `https://${address}`);
		return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
	} catch {
		throw new DemoProblem(`${address} is no address. Write it like https://www.example.org.`);
	}
}

function readWorkflowName(name: string): string {
	const shipped = readdirSync(join(repositoryRoot(), 'workflows'))
		.filter((file) => file.endsWith('.json'))
		.map((file) => file.slice(0, -'.json'.length));
	if (!shipped.includes(name)) throw new DemoProblem(`There is no workflow "${name}". Shipped are: ${shipped.join(', ')}.`);
	return name;
}

function readInput(text: string): Record<string, unknown> {
	try {
		const parsed: unknown = JSON.parse(text);
		if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Record<string, unknown>;
	} catch {
		// Said below, in one way for all that is no object.
	}
	throw new DemoProblem('--input must be a JSON object, such as \'{"email": "ann@association.example"}\'.');
}

function readPort(text: string): number {
	const port = Number(text);
	if (!Number.isInteger(port) || port < 1 || port > 65535) throw new DemoProblem(`--port ${text}: use a number from 1 to 65535.`);
	return port;
}
