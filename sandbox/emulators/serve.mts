/**
 * Runs both emulators in a process of their own, until Ctrl-C, and prints one JSON line that says how to reach them:
 *   npx tsx sandbox/emulators/serve.mts --people 240 --seed 1 --novi '{"maxPageSize":50}' --forj '{"listShape":"results"}' --change-seconds 60
 */
import { parseArgs } from 'node:util';
import { liveChanges, seedAssociation, seededRandom, startForj, startNovi, type ForjOptions, type NoviOptions } from './index.mjs';

const { values } = parseArgs({
	options: {
		people: { type: 'string', default: '240' },
		seed: { type: 'string', default: '1' },
		novi: { type: 'string', default: '{}' },
		forj: { type: 'string', default: '{}' },
		'change-seconds': { type: 'string', default: '0' },
	},
});
const seed = Number(values.seed);
const association = seedAssociation({ seed, people: Number(values.people) });
const novi = await startNovi({ ...(JSON.parse(values.novi) as NoviOptions), seed: association.novi });
const forj = await startForj({ ...(JSON.parse(values.forj) as ForjOptions), seed: association.forj });
const { pairs, unfit } = association;
process.stdout.write(`${JSON.stringify({
	novi: { url: novi.url, apiKey: novi.apiKey },
	forj: { url: forj.url, secondUrl: forj.secondUrl, apiKey: forj.apiKey, apiSecret: forj.apiSecret },
	pairs,
	unfit,
})}\n`);

const changeSeconds = Number(values['change-seconds']);
const change = liveChanges(novi, forj, seededRandom(seed), pairs);
const timer = changeSeconds > 0 ? setInterval(() => process.stdout.write(`${change.any()}\n`), changeSeconds * 1_000) : undefined;

async function stop(): Promise<void> {
	clearInterval(timer);
	await Promise.all([novi.close(), forj.close()]);
}
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());
