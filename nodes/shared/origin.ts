const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

export function isLoopback(url: URL): boolean {
	return LOOPBACK_HOST.test(url.hostname);
}

/** HTTPS, or anything on this machine: a key must not travel in the clear. */
export function isSafeToCall(url: URL): boolean {
	return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}

/**
 * The base URL as the clients use it: with scheme, without trailing slash, query and fragment.
 * A path is kept only on request (Forj's "/v1"); a Novi site is always its origin.
 * Throws a RangeError whose text tells the admin what is wrong with the address.
 */
export function normaliseBaseUrl(raw: string, { keepPath }: { keepPath: boolean }): string {
	const text = raw.trim();
	if (text === '') throw new RangeError('The address is empty.');
	const url = parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`);
	if (url.username !== '' || url.password !== '') {
		throw new RangeError('The address must not hold a user name or password.');
	}
	if (!isSafeToCall(url)) {
		throw new RangeError('The address must start with https://, so that the key cannot be read on its way.');
	}
	const path = keepPath ? url.pathname.replace(/\/+$/, '') : '';
	return `${url.origin}${path}`;
}

function parse(text: string): URL {
	try {
		return new URL(text);
	} catch {
		return refuse();
	}
}

function refuse(): never {
	throw new RangeError('This is no web address. Example: https://www.association.example');
}
