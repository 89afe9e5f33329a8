import { homedir, tmpdir } from 'node:os';
import { dirname, delimiter } from 'node:path';

/** What the environment of an n8n depends on. */
export interface EnvironmentInput {
	/** Folder that gets `.n8n` with the database, the encryption key and the installed packages. */
	readonly userFolder: string;
	readonly port: number;
	/** Port of the broker that n8n's task runner connects to. */
	readonly brokerPort: number;
	/** Path of the Node.js that runs n8n. */
	readonly node: string;
	/** Wins over everything set here. */
	readonly extra?: Readonly<Record<string, string>>;
}

/** Variables of the surrounding shell that n8n may see; its own n8n settings must not leak into the sandbox. */
const PASSED_ON = ['LANG', 'LC_ALL', 'TZ', 'HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy', 'NODE_EXTRA_CA_CERTS'];

/** Everything by which n8n would call out to its vendor. */
const QUIET: Readonly<Record<string, string>> = {
	N8N_AI_ENABLED: 'false',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
};

/** Modules that the sandbox doesn't need; each costs start time and memory. */
const UNUSED_MODULES = ['instance-ai', 'agents', 'chat-hub', 'mcp', 'mcp-registry', 'quick-connect', 'workflow-builder'];

/** The environment in which `n8n start` runs: on loopback only, quiet, with community packages allowed. */
export function n8nEnvironment(input: EnvironmentInput): Record<string, string> {
	const { userFolder, port, brokerPort, node, extra } = input;
	return {
		...passedOn(),
		...QUIET,
		PATH: [dirname(node), process.env.PATH ?? ''].join(delimiter),
		HOME: homedir(),
		TMPDIR: tmpdir(),
		// A proxy of the surrounding network can't reach the emulators on loopback.
		NO_PROXY: '127.0.0.1,localhost',
		no_proxy: '127.0.0.1,localhost',
		NODE_ENV: 'production',
		N8N_USER_FOLDER: userFolder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}`,
		N8N_WEBHOOK_URL: `http://127.0.0.1:${port}`,
		N8N_SECURE_COOKIE: 'false',
		N8N_COMMUNITY_PACKAGES_ENABLED: 'true',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_REINSTALL_MISSING_PACKAGES: 'false',
		N8N_DISABLED_MODULES: UNUSED_MODULES.join(','),
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
		N8N_LOG_LEVEL: 'info',
		...extra,
	};
}

function passedOn(): Record<string, string> {
	const entries = PASSED_ON.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
	return Object.fromEntries(entries) as Record<string, string>;
}
