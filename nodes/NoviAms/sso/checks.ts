/** The checks of a site's OpenID document, each with its sentence. Pure. Rules: novi-ams.md and forj-community.md, SSO; OpenID Discovery 1.0, section 3. */
import { isSafeToCall } from '../../shared/origin';
import type { OpenIdDocument } from '../api/schemas';
import { urlOf } from './address';
import { isForjAddress } from './communityHost';
import { checkIssuer } from './issuer';
import type { SsoCheck } from './report';
import { fail, pass, warn } from './report';
import { SSO_TEXTS } from './texts';

const ENDPOINTS = ['authorization_endpoint', 'token_endpoint', 'userinfo_endpoint'] as const;

/** What Forj is set to: "Post Body". */
const AUTH_METHOD = 'client_secret_post';

type Named = [name: string, address: string];

export function checkDocument(document: OpenIdDocument, site: string): SsoCheck[] {
	return [
		checkIssuer(document.issuer, site),
		...checkEndpoints(document, site),
		checkAuthMethod(document),
		checkCodeFlow(document),
		checkScopes(document),
		checkSubject(document),
		checkSigningKeys(document),
	];
}

function checkEndpoints(document: OpenIdDocument, site: string): SsoCheck[] {
	const named = ENDPOINTS.map((name): Named => [name, document[name] ?? '']);
	const missing = named.filter(([, address]) => urlOf(address) === undefined);
	const there = named.filter(([, address]) => urlOf(address) !== undefined);
	const foreign = there.filter(([, address]) => urlOf(address)?.origin !== site);
	return [
		missing.length > 0
			? fail('endpoints', listed(there), SSO_TEXTS.endpointsMissing(missing.map(([name]) => name)))
			: pass('endpoints', listed(there), SSO_TEXTS.endpoints),
		checkHttps(document, there),
		...(foreign.length > 0 ? [warn('same_origin', listed(foreign), SSO_TEXTS.foreign(originsOf(foreign), site))] : []),
	];
}

function checkHttps(document: OpenIdDocument, endpoints: Named[]): SsoCheck {
	const addresses: Named[] = [['issuer', document.issuer ?? ''], ...endpoints, ['jwks_uri', document.jwks_uri ?? '']];
	const open = addresses.filter(([, address]) => urlOf(address) !== undefined && !isSafeToCall(new URL(address)));
	if (open.length > 0) return fail('https', listed(open), SSO_TEXTS.notHttps(open.map(([name]) => name)));
	return pass('https', '', SSO_TEXTS.https);
}

function checkAuthMethod({ token_endpoint_auth_methods_supported: methods }: OpenIdDocument): SsoCheck {
	if (!methods) return fail('client_secret_post', '', SSO_TEXTS.authMethodUnsaid);
	const found = methods.join(', ');
	if (methods.includes(AUTH_METHOD)) return pass('client_secret_post', found, SSO_TEXTS.authMethod);
	return fail('client_secret_post', found, SSO_TEXTS.authMethodOther(found));
}

function checkCodeFlow({ response_types_supported: types, grant_types_supported: grants }: OpenIdDocument): SsoCheck {
	const found = [...(types ?? []), ...(grants ?? [])].join(', ');
	if (!types) return fail('code_flow', found, SSO_TEXTS.responseTypesUnsaid);
	if (!types.includes('code')) return fail('code_flow', found, SSO_TEXTS.noCode(types.join(', ')));
	// Absent means that it is supported.
	if (grants && !grants.includes('authorization_code')) return fail('code_flow', found, SSO_TEXTS.noCodeGrant(grants.join(', ')));
	return pass('code_flow', found, SSO_TEXTS.codeFlow);
}

function checkScopes({ scopes_supported: scopes }: OpenIdDocument): SsoCheck {
	if (!scopes) return pass('scopes', '', SSO_TEXTS.scopesUnsaid);
	const found = scopes.join(', ');
	if (!scopes.includes('openid')) return fail('scopes', found, SSO_TEXTS.noOpenIdScope(found));
	const lacking = ['email', 'profile'].filter((scope) => !scopes.includes(scope));
	if (lacking.length > 0) return warn('scopes', found, SSO_TEXTS.scopesLacking(lacking));
	return pass('scopes', found, SSO_TEXTS.scopes);
}

function checkSubject({ subject_types_supported: types }: OpenIdDocument): SsoCheck {
	if (!types) return warn('subject', '', SSO_TEXTS.subjectUnsaid);
	const found = types.join(', ');
	if (!types.includes('public')) return fail('subject', found, SSO_TEXTS.subjectPairwise(found));
	return pass('subject', found, SSO_TEXTS.subject);
}

function checkSigningKeys({ jwks_uri: keys }: OpenIdDocument): SsoCheck {
	if (urlOf(keys) === undefined) return warn('signing_keys', keys ?? '', SSO_TEXTS.keysUnsaid);
	return pass('signing_keys', keys ?? '', SSO_TEXTS.keys);
}

export function checkCommunity(community: string, site: string): SsoCheck[] {
	if (new URL(site).hostname === community) return [fail('community', community, SSO_TEXTS.communityIsSite(community))];
	if (!isForjAddress(community)) return [warn('community', community, SSO_TEXTS.communityElsewhere(community))];
	return [pass('community', community, SSO_TEXTS.community)];
}

export function checkStaging(site: string): SsoCheck {
	return warn('staging', site, SSO_TEXTS.staging(site));
}

function originsOf(named: Named[]): string[] {
	return [...new Set(named.map(([, address]) => new URL(address).origin))];
}

function listed(named: Named[]): string {
	return named.map(([name, address]) => `${name}: ${address}`).join(', ');
}
