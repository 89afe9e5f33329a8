/** The same pages as a run without changes reads, over plain HTTP: nothing is checked, kept or compared. */
import http from 'node:http';
import type { BenchWorld } from './world.mjs';

/** As many pages at a time as the package reads (`nodes/shared/http/paging.ts`). */
const AT_ONCE = 6;

export async function readPlainly({ novi, forj, groups, sizes }: BenchWorld): Promise<number> {
	const noviKey = `Basic ${novi.apiKey}`;
	const forjKey = `Basic ${Buffer.from(`${forj.apiKey}:${forj.apiSecret}`).toString('base64')}`;
	const pages = (rows: number, size: number): number[] => Array.from({ length: Math.ceil(rows / size) }, (_, index) => index * size);
	const [noviGroup, forjGroup] = [`${novi.url}/api/groups/${groups.novi}`, `${forj.url}/groups/${groups.forj}`];
	const startedAt = performance.now();
	await get(noviGroup, noviKey);
	await all(pages(sizes.roster, 1_000), async (offset) => await get(`${noviGroup}/members?pageSize=1000&offset=${offset}`, noviKey));
	await all(pages(sizes.directory, 1_000), async (offset) => await get(`${novi.url}/api/members?pageSize=1000&offset=${offset}`, noviKey));
	await get(`${noviGroup}/members?pageSize=1&offset=0`, noviKey);
	await get(forjGroup, forjKey);
	await all(pages(sizes.members, 50), async (offset) => await get(`${forjGroup}/members?include_fields=true&limit=50&offset=${offset}`, forjKey));
	await get(`${forjGroup}/members?include_fields=true&limit=50&offset=${sizes.members}`, forjKey);
	await get(forjGroup, forjKey);
	return performance.now() - startedAt;
}

async function all(offsets: number[], read: (offset: number) => Promise<void>): Promise<void> {
	const work = async (): Promise<void> => {
		for (let offset = offsets.shift(); offset !== undefined; offset = offsets.shift()) await read(offset);
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function get(url: string, authorization: string): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		const request = http.get(url, { headers: { authorization } }, (answer) => {
			if (answer.statusCode !== 200) reject(new Error(`${url} answered ${String(answer.statusCode)}`));
			answer.resume();
			answer.once('end', resolve);
		});
		request.once('error', reject);
	});
}
