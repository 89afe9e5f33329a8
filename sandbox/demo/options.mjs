// What the demo was asked to do: arguments and environment. Built-in modules only, since it is checked before anything is installed.
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DemoProblem } from './problem.mjs';

/**
 * @typedef {{noviSiteUrl: string, noviApiKey: string, forjBaseUrl: string, forjApiKey: string, forjApiSecret: string, trustedOrigins: string,
 *   privateLevel: string, companyKey: string, titleKey: string}} ExternalServices addresses and keys of services that are not the emulators
 * @typedef {{noviGroupId: string, forjGroupId: string}} LinkPair
 * @typedef {object} DemoOptions
 * @property {boolean} once
 * @property {boolean} json
 * @property {string} [stateFolder] folder of n8n's data; absent: a fresh one that is deleted at the end
 * @property {string} workflow file name in `workflows/`, without `.json`
 * @property {Record<string, unknown>} [input] what the workflow's start takes
 * @property {number} [port]
 * @property {ExternalServices} [external]
 * @property {LinkPair[]} links
 * @property {boolean} remote a service is not on this machine
 * @property {boolean} planOnly nothing is written, only planned
 */

const WORKFLOWS = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'workflows');

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

const REQUIRED = ['NOVI_SITE_URL', 'NOVI_API_KEY', 'FORJ_BASE_URL', 'FORJ_API_KEY', 'FORJ_API_SECRET'];

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {DemoOptions | undefined} undefined when only the help was asked for
 * @throws {DemoProblem} saying what to write instead
 */
export function readOptions(args, env) {
	const values = parse(args);
	if (values.help) {
		process.stdout.write(HELP);
		return undefined;
	}
	const links = (values.link ?? []).map(readLink);
	const external = readExternal(env, links.length > 0);
	if (external && links.length === 0) throw new DemoProblem('Name at least one link: --link <noviGroupId>:<forjGroupId>.');
	if (values.json && !values.once) throw new DemoProblem('--json needs --once: without it the demo stays up.');
	if (values.write && !external) throw new DemoProblem('--write is for services of your own. The emulators are always written to.');
	const addresses = external ? [external.noviSiteUrl, external.forjBaseUrl, ...external.trustedOrigins.split(',').filter((origin) => origin.trim() !== '')] : [];
	const remote = addresses.some((address) => !isLoopback(address.trim()));
	return {
		once: values.once ?? false,
		json: values.json ?? false,
		...(values.state !== undefined && { stateFolder: readStateFolder(values.state, env.INIT_CWD ?? process.cwd()) }),
		workflow: readWorkflowName(values.workflow ?? 'full-sync'),
		...(values.input !== undefined && { input: readInput(values.input) }),
		...(values.port !== undefined && { port: readPort(values.port) }),
		...(external && { external }),
		links,
		remote,
		planOnly: remote && !values.write,
	};
}

/** @param {string[]} args */
function parse(args) {
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
		}).values;
	} catch (error) {
		throw new DemoProblem(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
	}
}

/** @param {string} text @returns {LinkPair} */
function readLink(text) {
	const at = text.indexOf(':');
	if (at < 1 || at === text.length - 1) throw new DemoProblem(`--link ${text}: write <noviGroupId>:<forjGroupId>.`);
	return { noviGroupId: text.slice(0, at), forjGroupId: text.slice(at + 1) };
}

/** @param {NodeJS.ProcessEnv} env @param {boolean} wanted @returns {ExternalServices | undefined} */
function readExternal(env, wanted) {
	const missing = REQUIRED.filter((name) => !env[name]);
	if (missing.length === REQUIRED.length && !wanted) return undefined;
	if (missing.length > 0) {
		throw new DemoProblem(`To run against services of your own, also set ${missing.join(', ')}. To run against the emulators, set none of ${REQUIRED.join(', ')} and give no --link.`);
	}
	const value = (/** @type {string} */ name) => env[name] ?? '';
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

/** @param {string} address */
function isLoopback(address) {
	try {
		const { hostname } = new URL(address.includes('://') ? address : `https://${address}`);
		return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
	} catch {
		throw new DemoProblem(`${address} is no address. Write it like https://www.example.org.`);
	}
}

/** The folder, or the nearest one above it that exists, must be one that can be written. @param {string} given @param {string} base */
function readStateFolder(given, base) {
	if (given.trim() === '') throw new DemoProblem('--state needs a folder: --state <folder>.');
	const folder = resolve(base, given);
	let nearest = folder;
	while (!existsSync(nearest)) nearest = dirname(nearest);
	if (!statSync(nearest).isDirectory()) throw new DemoProblem(`--state ${given}: ${nearest} is a file. Name a folder.`);
	try {
		accessSync(nearest, constants.W_OK);
		// Some folders say that they can be written and can't, such as /proc.
		if (/^\/(proc|sys)(\/|$)/.test(nearest)) throw new Error('not a place for files');
	} catch {
		throw new DemoProblem(`--state ${given}: nothing can be written in ${nearest}. Name another folder.`);
	}
	return folder;
}

/** @param {string} name */
function readWorkflowName(name) {
	const shipped = readdirSync(WORKFLOWS)
		.filter((file) => file.endsWith('.json'))
		.map((file) => file.slice(0, -'.json'.length));
	if (!shipped.includes(name)) throw new DemoProblem(`There is no workflow "${name}". Shipped are: ${shipped.join(', ')}.`);
	return name;
}

/** @param {string} text @returns {Record<string, unknown>} */
function readInput(text) {
	try {
		const parsed = JSON.parse(text);
		if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed;
	} catch {
		// Said below, in one way for all that is no object.
	}
	throw new DemoProblem('--input must be a JSON object, such as \'{"email": "ann@association.example"}\'.');
}

/** @param {string} text */
function readPort(text) {
	const port = Number(text);
	if (!Number.isInteger(port) || port < 1 || port > 65535) throw new DemoProblem(`--port ${text}: use a number from 1 to 65535.`);
	return port;
}
