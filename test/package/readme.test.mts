/** What the texts at the top of the repository link to, and the pictures that they show. */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { listFiles, packageFolder, readText } from '../support/packageFiles.mjs';

const LINK = /(!?)\[([^\]]*)\]\(([^)\s]+)\)/g;
const MOST_BYTES = 200_000;

interface Link {
	text: string;
	target: string;
	isPicture: boolean;
}

function linksOf(file: string): Link[] {
	return [...readText(file).matchAll(LINK)].map(([, mark, text = '', target = '']) => ({ text, target, isPicture: mark === '!' }));
}

/** As GitHub makes them, and the anchors that stand in the text. */
function anchorsOf(file: string): Set<string> {
	const text = readText(file);
	const headings = [...text.matchAll(/^#+\s+(.+)$/gm)].map(([, heading = '']) =>
		heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').trim().replace(/ /g, '-'),
	);
	return new Set([...headings, ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id)]);
}

describe.each(['README.md', 'CONTRIBUTING.md'])('%s', (file) => {
	test('links only to files and headings that are there', () => {
		const own = linksOf(file).filter(({ target }) => !/^[a-z]+:/.test(target));
		const lost = own.filter(({ target }) => {
			const [page = '', anchor] = target.split('#');
			if (page !== '' && !existsSync(path.join(packageFolder, page))) return true;
			return anchor !== undefined && !anchorsOf(page || file).has(anchor);
		});
		expect(own.length).toBeGreaterThan(0);
		expect(lost).toEqual([]);
	});

	test('says in words what each picture shows, and finds it beside itself, as GitHub and npm both do', () => {
		const pictures = linksOf(file).filter(({ isPicture }) => isPicture);
		expect(pictures.filter(({ text, target }) => text.length < 10 || !/^docs\/images\/[\w-]+\.png$/.test(target))).toEqual([]);
	});
});

test('every picture is small enough for a page that somebody opens on a phone', () => {
	const pictures = existsSync(path.join(packageFolder, 'docs/images')) ? listFiles('docs/images', /\.png$/) : [];
	expect(pictures.length).toBeGreaterThan(0);
	expect(pictures.filter((file) => statSync(path.join(packageFolder, file)).size > MOST_BYTES)).toEqual([]);
});
