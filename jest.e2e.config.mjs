// Tests that drive the real n8n server, each file an n8n of its own: two at a time, each with minutes to spare on a slow machine.
import unit from './jest.config.mjs';

export default {
	...unit,
	roots: ['<rootDir>/test/e2e'],
	testPathIgnorePatterns: ['/node_modules/'],
	maxWorkers: 2,
	testTimeout: 15 * 60_000,
};
