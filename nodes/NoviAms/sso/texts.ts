/** The sentences of Check SSO. Places: novi-ams.md and forj-community.md, SSO. */
import { WEB_PAGE } from '../../shared/http/answer';
import type { ServiceError } from '../../shared/http/serviceError';
import { isSafeToCall } from '../../shared/origin';
import { isTwin } from './address';

const DOCUMENT = '/.well-known/openid-configuration';
const SITE_URL = 'Site URL in the Novi credential';
/** What no admin can change in Novi's menus. */
const ASK_NOVI = 'Ask the support of Novi';

const points = (count: number): string => (count === 1 ? '1 point' : `${count} points`);

const and = (words: string[]): string => words.join(' and ');

export const SSO_TEXTS = {
	ready: (doubts: number) =>
		`The Novi site is ready for SSO. Enter the values for Novi in Novi under gear menu > SSO Clients, then the values for Forj in the OpenID settings of your community, and log in once in a private browser window.${doubts > 0 ? ` To look at before: ${points(doubts)} among the checks.` : ''}`,
	notReady: (fault: string, more: number) => `SSO does not work yet. ${fault}${more > 0 ? ` Besides that: ${points(more)} more among the checks.` : ''}`,

	reachable: 'The site shows its OpenID configuration.',
	endpoints: 'The addresses for log-in, token and profile are there.',
	endpointsMissing: (names: string[]) =>
		`The OpenID configuration has no address for ${and(names)}, so Forj cannot log anybody in. ${ASK_NOVI} to complete the OpenID configuration of your site.`,
	https: 'All addresses are encrypted (https).',
	notHttps: (names: string[]) =>
		`Not encrypted (https): ${and(names)}. A password or key could be read on its way. ${ASK_NOVI} to switch your site to https everywhere.`,
	foreign: (origins: string[], site: string) =>
		`Members are sent from ${site} to ${and(origins)} when they log in. If your association does not know this address, ask the support of Novi before you go on.`,

	issuer: 'The site calls itself as the Site URL does.',
	issuerUnsaid: (site: string) => `The OpenID configuration does not say its issuer; it must be ${site}. ${ASK_NOVI} to complete the OpenID configuration of your site.`,
	issuerSlash: (issuer: string, site: string) =>
		`The site calls itself ${issuer}, with a slash at the end. Forj compares it with ${site} letter by letter and refuses the log-in. ${ASK_NOVI} to remove the slash from the issuer.`,
	issuerSpelling: (issuer: string, site: string) =>
		`The site calls itself ${issuer}. Forj compares it with ${site} letter by letter and refuses the log-in. ${ASK_NOVI} to make the issuer exactly ${site}.`,
	issuerNoAddress: (issuer: string, site: string) => `The issuer "${issuer}" is no web address; it must be ${site}. ${ASK_NOVI} to correct the OpenID configuration of your site.`,
	issuerNotHttps: (issuer: string, site: string) =>
		`The site calls itself ${issuer}, which is not encrypted (https); it must be ${site}. ${ASK_NOVI} to correct the issuer.`,
	issuerOther: (issuer: string, site: string) =>
		`The site at ${site} calls itself ${issuer}. If that is the address of your Novi site, enter it as ${SITE_URL} and check again; otherwise ask the support of Novi to correct the issuer.`,
	/** With and without "www.". */
	twin: (verb: 'calls itself' | 'sends its visitors on to', other: string, site: string) =>
		`The site at ${site} ${verb} ${other}: the two differ in "www.", and for SSO they must be the same. Enter ${other} as ${SITE_URL} and check again.`,

	authMethod: 'The site takes the key as "Post Body".',
	authMethodUnsaid: `The OpenID configuration does not say how Forj may send its key (token_endpoint_auth_methods_supported). By the OpenID standard that means "Basic" only, and not "Post Body". ${ASK_NOVI} to switch on client_secret_post for SSO clients.`,
	authMethodOther: (found: string) =>
		`The site does not take the key as "Post Body" (client_secret_post), which Forj is set to; it offers: ${found || 'nothing'}. ${ASK_NOVI} to switch on client_secret_post for SSO clients.`,

	codeFlow: 'The site logs people in with a code, as Forj does.',
	responseTypesUnsaid: `The OpenID configuration does not say which kinds of log-in it offers (response_types_supported). ${ASK_NOVI} to switch on "code".`,
	noCode: (found: string) => `The site does not offer the log-in by code (response type "code") that Forj uses; it offers: ${found || 'nothing'}. ${ASK_NOVI} to switch on "code".`,
	noCodeGrant: (found: string) =>
		`The site does not exchange a code for a log-in (grant type "authorization_code"), as Forj needs; it offers: ${found || 'nothing'}. ${ASK_NOVI} to switch on "authorization_code".`,

	scopes: 'The site tells who somebody is, the name and the e-mail address.',
	scopesUnsaid: 'The site does not say which parts of a profile it tells. That is allowed.',
	noOpenIdScope: (found: string) => `The site does not offer the scope "openid", without which there is no log-in; it offers: ${found || 'nothing'}. ${ASK_NOVI} to switch on "openid".`,
	scopesLacking: (lacking: string[]) =>
		`The site does not say that it tells Forj ${and(lacking)}. Log in once in a private browser window and look whether name and e-mail address are right in Forj.`,

	subject: 'The site tells everybody the same id of a member.',
	subjectUnsaid: 'The site does not say which id of a member it tells (subject_types_supported). Novi documents that it is the member\'s UniqueID.',
	subjectPairwise: (found: string) =>
		`The site tells each program another id of a member (${found || 'nothing'} instead of "public"), so Forj does not get the member's UniqueID. ${ASK_NOVI} to switch on "public".`,

	keys: 'The site shows the keys with which a log-in is proven.',
	keysUnsaid:
		'The OpenID configuration names no keys (jwks_uri), which the OpenID standard asks for. Log in once in a private browser window; if Forj refuses it, ask the support of Novi.',

	community: 'This is an address of a Forj community.',
	communityIsSite: (host: string) =>
		`${host} is your Novi site, not your Forj community. Enter the address where members open the community, e.g. association.mobilize.io.`,
	communityElsewhere: (host: string) =>
		`${host} does not end in mobilize.io. The Valid Redirect URL is documented for such addresses only: compare it with the address that the OpenID settings in Forj show, or enter your community's mobilize.io address.`,
	staging: (site: string) =>
		`${site} is a Novi staging or test site: with these values people log in with their account of that site. Before members use it, check again with the credential of your real site and enter those values in Forj.`,
};

/** Why there is no document, and what to do. `found`: what came instead. */
export function unreadText(error: ServiceError, site: string): { found: string; text: string } {
	const { kind, status, reason, origin } = error;
	const address = `${site}${DOCUMENT}`;
	const found = origin ?? (status === undefined ? (reason ?? '') : `HTTP ${status}`);
	return { found, text: reasonText() };

	function reasonText(): string {
		if (kind === 'not_found') {
			return `There is no OpenID configuration at ${address} (404). Check that ${SITE_URL} is the address of your Novi site. If it is, ask the support of Novi whether SSO is switched on.`;
		}
		if (kind === 'auth' || kind === 'forbidden') {
			return `The site does not show ${address} without a log-in (${String(status)}), so Forj cannot read it either. ${ASK_NOVI} to make the OpenID configuration public.`;
		}
		if (kind === 'redirect' && origin !== undefined) {
			if (!isSafeToCall(new URL(origin))) {
				return `The site at ${site} sends its visitors on to ${origin}, which is not encrypted (https). ${ASK_NOVI} to switch your site to https everywhere.`;
			}
			if (isTwin(origin, site)) return SSO_TEXTS.twin('sends its visitors on to', origin, site);
			return `The site at ${site} sends its visitors on to ${origin}. If that is the address of your Novi site, enter ${origin} as ${SITE_URL} and check again.`;
		}
		if (kind === 'wrong_answer') {
			return `${reason === WEB_PAGE ? 'A web page' : `No OpenID configuration (${reason ?? 'unreadable'})`} comes from ${address}. Check that ${SITE_URL} is the address of your Novi site. If it is, ask the support of Novi whether SSO is switched on.`;
		}
		return `${error.message} ${error.fix}`;
	}
}
