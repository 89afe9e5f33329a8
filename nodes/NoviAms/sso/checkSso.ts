import { isServiceError } from '../../shared/http/serviceError';
import type { NoviClient } from '../api/client';
import type { OpenIdDocument } from '../api/schemas';
import { checkCommunity, checkDocument, checkStaging } from './checks';
import type { SsoCheck, SsoReport } from './report';
import { fail, pass } from './report';
import { SSO_TEXTS, unreadText } from './texts';
import { valuesForForj, valuesForNovi } from './values';

export type Site = Pick<NoviClient, 'site' | 'staging' | 'getOpenIdConfiguration'>;

/** Can members log in to this community with their Novi account, and what is to be entered where (design section 10)? */
export async function checkSso(novi: Site, community: string): Promise<SsoReport> {
	const { site, staging } = novi;
	const { document, checks } = await readDocument(novi);
	const all = [
		...checks,
		...(document ? checkDocument(document, site) : []),
		...checkCommunity(community, site),
		...(staging ? [checkStaging(site)] : []),
	];
	return {
		ready: all.every(({ ok }) => ok),
		issuer: document?.issuer ?? null,
		message: messageOf(all),
		checks: all,
		valuesForNovi: valuesForNovi(community),
		valuesForForj: valuesForForj(site),
	};
}

async function readDocument(novi: Site): Promise<{ document?: OpenIdDocument; checks: SsoCheck[] }> {
	try {
		const document = await novi.getOpenIdConfiguration();
		return { document, checks: [pass('reachable', novi.site, SSO_TEXTS.reachable)] };
	} catch (error) {
		return { checks: [unread(error, novi.site)] };
	}
}

/** Passes on what says nothing about the site: above all, that the admin stopped the run. */
function unread(error: unknown, site: string): SsoCheck {
	if (!isServiceError(error) || error.kind === 'cancelled') throw error;
	const { found, text } = unreadText(error, site);
	return fail('reachable', found, text);
}

/** One sentence that is wrong is enough to begin with; all of them stand in the checks. */
function messageOf(checks: SsoCheck[]): string {
	const texts = (wanted: SsoCheck['level']): string[] => checks.filter(({ level }) => level === wanted).map(({ text }) => text);
	const [fault, ...more] = texts('error');
	return fault === undefined ? SSO_TEXTS.ready(texts('warning').length) : SSO_TEXTS.notReady(fault, more.length);
}
