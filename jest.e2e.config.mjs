// Tests that drive the real n8n server: one after the other, each with minutes to spare on a slow machine.
import unit from './jest.config.mjs';

export default {
	...unit,
	roots: ['<rootDir>/test/e2e'],
	testPathIgnorePatterns: ['/node_modules/'],
	maxWorkers: 1,
	testTimeout: 15 * 60_000,
};
