/** Dependencies point one way: node -> shared -> core. The rules in core stay free of n8n, of services and of packages. */
import path from 'node:path';
import { listFiles, readText } from '../support/packageFiles.mjs';

const SPECIFIER = /^(?:import|export)\b(?:[^'";]*?\bfrom)?\s*'([^']+)'/gm;
/** A hash is a pure function, and n8n's lint allows this one built-in under both names. */
const HASHES = new Set(['crypto', 'node:crypto']);
/** What n8n itself brings. */
const PACKAGES = new Set(['n8n-workflow', 'zod', 'p-limit', ...HASHES]);

interface Import {
	file: string;
	/** The folder of `nodes/` that the file is in, `credentials`, or the package's name. */
	from: string;
	to: string;
}

function roomOf(file: string): string {
	const [top = '', room = ''] = file.split('/');
	return top === 'nodes' ? room : top;
}

function importsOf(file: string): Import[] {
	return [...readText(file).matchAll(SPECIFIER)].map(([, specifier = '']) => {
		const target = specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : undefined;
		return { file, from: roomOf(file), to: target ? roomOf(target) : specifier };
	});
}

describe('the layout of the sources', () => {
	const imports = [...listFiles('nodes', /\.ts$/), ...listFiles('credentials', /\.ts$/)].flatMap(importsOf);
	const rooms = new Set(imports.map((one) => one.from));
	const leaving = imports.filter((one) => one.from !== one.to);

	test('is known to this test', () => {
		expect([...rooms].filter((room) => !/^(core|shared|credentials|NoviAms|ForjCommunity|NoviForjSync)$/.test(room))).toEqual([]);
		expect(imports.length).toBeGreaterThan(0);
	});

	test('core imports nothing but core', () => {
		expect(leaving.filter((one) => one.from === 'core' && !HASHES.has(one.to))).toEqual([]);
	});

	test('what is shared knows no node', () => {
		expect(leaving.filter((one) => one.from === 'shared' && one.to !== 'core' && !PACKAGES.has(one.to))).toEqual([]);
	});

	test('a node knows core and what is shared, never another node', () => {
		const nodes = leaving.filter((one) => !['core', 'shared'].includes(one.from));
		expect(nodes.filter((one) => !['core', 'shared'].includes(one.to) && !PACKAGES.has(one.to))).toEqual([]);
	});
});
