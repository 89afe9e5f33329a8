/** A member's browser: follows redirects with cookies, fills in the log-in form, and stops at the community. */
import axios from 'axios';

const MAX_STEPS = 10;

/** Goes to `start`, logs in on the way as `email`, and returns the address at `callback` that the site sends it back to. */
export async function browse(start: string, email: string, callback: string): Promise<string> {
	const cookies = new Map<string, string>();
	let url = start;
	let form: URLSearchParams | undefined;
	for (let step = 0; step < MAX_STEPS; step++) {
		const { status, headers } = await axios.request({
			url,
			method: form ? 'POST' : 'GET',
			data: form,
			headers: { Cookie: [...cookies.values()].join('; ') },
			maxRedirects: 0,
			validateStatus: () => true,
		});
		for (const cookie of headers['set-cookie'] ?? []) cookies.set(cookie.split('=')[0] ?? '', cookie.split(';')[0] ?? '');
		const location: unknown = headers.location;
		if (typeof location === 'string') {
			url = new URL(location, url).href;
			form = undefined;
			if (url.startsWith(callback)) return url;
		} else if (status === 200 && !form) {
			form = new URLSearchParams({ email });
		} else {
			throw new Error(`The site stopped the log-in at ${new URL(url).pathname} (${status})`);
		}
	}
	throw new Error('The site never sent the browser back');
}
