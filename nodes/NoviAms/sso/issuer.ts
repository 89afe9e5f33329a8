import { isSafeToCall } from '../../shared/origin';
import { isTwin, urlOf } from './address';
import type { SsoCheck } from './report';
import { fail, pass } from './report';
import { SSO_TEXTS } from './texts';

/**
 * The issuer must be the site's address, letter by letter and without a slash at the end: Forj gets that address as
 * Directory Document, and a log-in is refused when the two differ (OpenID Connect Core 1.0, section 3.1.3.7).
 */
export function checkIssuer(issuer: string | null | undefined, site: string): SsoCheck {
	if (!issuer) return fail('issuer', '', SSO_TEXTS.issuerUnsaid(site));
	if (issuer === site) return pass('issuer', issuer, SSO_TEXTS.issuer);
	return fail('issuer', issuer, differenceText(issuer, site));
}

function differenceText(issuer: string, site: string): string {
	if (issuer === `${site}/`) return SSO_TEXTS.issuerSlash(issuer, site);
	const url = urlOf(issuer);
	if (!url) return SSO_TEXTS.issuerNoAddress(issuer, site);
	if (!isSafeToCall(url)) return SSO_TEXTS.issuerNotHttps(issuer, site);
	if (isTwin(url.origin, site)) return SSO_TEXTS.twin('calls itself', url.origin, site);
	if (url.origin === site) return SSO_TEXTS.issuerSpelling(issuer, site);
	return SSO_TEXTS.issuerOther(issuer, site);
}
