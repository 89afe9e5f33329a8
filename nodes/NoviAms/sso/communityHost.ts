import type { ParamPlace } from '../../shared/params';
import { wrongParam } from '../../shared/params';
import { urlOf } from './address';

const FORJ_DOMAIN = 'mobilize.io';

/** Forj's own addresses, which are nobody's community. */
const NO_COMMUNITY = new Set([FORJ_DOMAIN, `www.${FORJ_DOMAIN}`, `api.${FORJ_DOMAIN}`]);

const HOST = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\.[a-z][a-z0-9-]*[a-z0-9]$/;

/** The host of a community, from what an admin types or pastes from the browser's address bar. */
export function requireCommunityHost(value: unknown, place: ParamPlace): string {
	const text = typeof value === 'string' ? value.trim() : '';
	const host = hostOf(text);
	const fix = `Open your community in a browser and copy its address, e.g. association.${FORJ_DOMAIN}.`;
	if (text === '') throw wrongParam(place, 'is empty', fix);
	if (host === undefined) throw wrongParam(place, 'is no web address', fix);
	if (NO_COMMUNITY.has(host)) throw wrongParam(place, 'is an address of Forj itself, not of your community', fix);
	return host;
}

/** The callback is documented for these addresses only. */
export function isForjAddress(host: string): boolean {
	return host.endsWith(`.${FORJ_DOMAIN}`);
}

function hostOf(text: string): string | undefined {
	const url = urlOf(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`);
	// A name, a port or another scheme is no address that members open.
	if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '' || url.port !== '') return undefined;
	const host = url.hostname.replace(/\.$/, '');
	return HOST.test(host) ? host : undefined;
}
