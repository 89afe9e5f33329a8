import axios, { type AxiosInstance } from 'axios';
import { FORJ_API_KEY, FORJ_API_SECRET, NOVI_API_KEY, type ForjEmulator, type NoviEmulator } from '../../sandbox/emulators/index.mjs';

/** Plain HTTP as a stranger would write it: no redirects, every status is an answer. */
export function noviClient(novi: NoviEmulator, key = NOVI_API_KEY): AxiosInstance {
	return axios.create({ baseURL: novi.url, headers: { Authorization: `Basic ${key}` }, validateStatus: () => true, maxRedirects: 0 });
}

export function forjClient(forj: ForjEmulator, baseURL = forj.url): AxiosInstance {
	return axios.create({ baseURL, auth: { username: FORJ_API_KEY, password: FORJ_API_SECRET }, validateStatus: () => true, maxRedirects: 0 });
}

/** Collects emulators and closes them after each test. */
export function closing<T extends { close(): Promise<void> }>(): (starting: Promise<T>) => Promise<T> {
	const open: T[] = [];
	afterEach(async () => {
		await Promise.all(open.splice(0).map(async (one) => await one.close()));
	});
	return async (starting) => {
		const one = await starting;
		open.push(one);
		return one;
	};
}
