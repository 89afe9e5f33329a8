import type { ServiceErrorDetails, ServiceErrorKind, ServiceName } from './serviceError';

interface Text {
	message: string;
	fix: string;
}

interface Words {
	key: string;
	whereKeys: string;
	limitedKey: string;
	urlField: string;
	redirect: (origin: string) => string;
	rate: string;
}

/** What differs between the services: where things are, in the words of their own settings pages. */
const WORDS: Record<ServiceName, Words> = {
	Novi: {
		key: 'API key',
		whereKeys:
			'In Novi, open the gear menu > Advanced > API Keys, copy the key and paste it unchanged into the Novi credential.',
		limitedKey:
			'In Novi, open the gear menu > Advanced > API Keys and look what this key is limited to (a group, or "Limit Member Data").',
		urlField: 'Site URL',
		redirect: (origin) => `If that is the address of your Novi site, enter ${origin} as Site URL in the Novi credential.`,
		rate: 'All programs that use this API key share its limits. Wait some minutes, or give each program its own key.',
	},
	Forj: {
		key: 'API key or secret',
		whereKeys:
			'In Forj, open Community Settings > Integrations, create or copy the API key, and paste key and secret into the Forj credential.',
		limitedKey: 'Calls run with the rights of the admin who owns the API key. Check that this admin manages the community and its groups.',
		urlField: 'Base URL',
		redirect: (origin) => `If you trust it, add ${origin} under Trusted Origins in the Forj credential.`,
		rate: 'Wait some minutes, then run the workflow again.',
	},
};

type TextOf = (service: ServiceName, words: Words, details: ServiceErrorDetails) => Text;

const TEXTS: Record<ServiceErrorKind, TextOf> = {
	auth: (service, words) => ({
		message: `${service} refused the ${words.key} (401).`,
		fix: words.whereKeys,
	}),
	forbidden: (service, words, { endpoint, reason }) => ({
		message: `${service} does not allow this ${words.key} the call "${endpoint}" (403)${because(reason)}`,
		fix: words.limitedKey,
	}),
	not_found: (service, words, { endpoint }) => ({
		message: `${service} has nothing under this id for "${endpoint}" (404).`,
		fix: `Choose it again from the list: it may have been deleted. If this happens for every id, check ${words.urlField} in the ${service} credential.`,
	}),
	rejected: (service, _words, { endpoint, status, reason }) => ({
		message: `${service} refused "${endpoint}"${statusOf(status)}${because(reason)}`,
		fix: `Check the values that were sent, and whether the same change can be made by hand in ${service}.`,
	}),
	rate_limited: (service, words, { endpoint }) => ({
		message: `${service} asked to slow down at "${endpoint}" (429), also after waiting.`,
		fix: words.rate,
	}),
	unavailable: (service, _words, { endpoint, status, reason }) => ({
		message: `${service} could not answer "${endpoint}"${statusOf(status)}${because(reason)}`,
		fix: `Usually this passes. Run the workflow again in some minutes; if it stays, ask the support of ${service}.`,
	}),
	unreachable: (service, words, { endpoint, reason }) => ({
		message: `${service} can't be reached for "${endpoint}"${because(reason)}`,
		fix: `Check ${words.urlField} in the ${service} credential, and that the n8n server can open this address.`,
	}),
	timeout: (service, _words, { endpoint }) => ({
		message: `${service} did not answer "${endpoint}" in time.`,
		fix: 'Run the workflow again in some minutes.',
	}),
	wrong_answer: (service, words, { endpoint, reason }) => ({
		message: `${service} answered "${endpoint}" in a form that is not understood${because(reason)}`,
		fix: `Check ${words.urlField} in the ${service} credential. If it is right, the answer of ${service} has changed: report it to the makers of this package.`,
	}),
	redirect: (service, words, { endpoint, origin, reason }) => ({
		message: `${service} sends "${endpoint}" on to ${origin ?? 'an unreadable address'}${because(reason ?? 'the credential does not name this address')}`,
		fix: origin ? words.redirect(origin) : `Check ${words.urlField} in the ${service} credential.`,
	}),
	// n8n shows an execution as canceled, not as failed, when the message holds this word.
	cancelled: (_service, _words, { endpoint }) => ({
		message: `The execution was canceled before "${endpoint}" ended.`,
		fix: 'Run the workflow again when you want it to go on.',
	}),
	deadline: (_service, _words, { endpoint }) => ({
		message: `The time of this run was over before "${endpoint}".`,
		fix: 'The next run does the rest.',
	}),
};

/** What happened and what to do, for a person who does not program. */
export function failureText(
	service: ServiceName,
	kind: ServiceErrorKind,
	details: ServiceErrorDetails,
): Text {
	return TEXTS[kind](service, WORDS[service], details);
}

function statusOf(status: number | undefined): string {
	return status === undefined ? '' : ` (${status})`;
}

function because(reason: string | undefined): string {
	return reason ? `: ${reason}.` : '.';
}
