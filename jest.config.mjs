// n8n's engine reports every failed node to its own log; the tests look at the run's result.
process.env.N8N_LOG_LEVEL ??= 'silent';

// Tests, sandbox and bench are .mts: n8n's strict lint reads every .ts and forbids Node built-ins there.
export default {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.mts'],
	// They need the real n8n server: jest.e2e.config.mjs runs them.
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
	moduleFileExtensions: ['ts', 'mts', 'mjs', 'js', 'cjs', 'json', 'node'],
	transform: {
		'^.+\\.m?ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }],
	},
	moduleNameMapper: { '^(\\.{1,2}/.*)\\.mjs$': ['$1.mts', '$1.mjs'], '^(\\.{1,2}/.*)\\.js$': ['$1.ts', '$1.js'] },
	// No test sleeps. This is for busy machines, where the first test of a file loads the engine for many seconds.
	testTimeout: 60_000,
};
