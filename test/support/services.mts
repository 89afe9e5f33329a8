/** Both emulated services with an admin's credentials for them. */
import type { ForjEmulator, ForjOptions, NoviEmulator, NoviOptions } from '../../sandbox/emulators/index.mjs';
import { startForj, startNovi } from '../../sandbox/emulators/index.mjs';
import type { CredentialValues } from './testCredentials.mjs';

export interface Services {
	novi: NoviEmulator;
	forj: ForjEmulator;
	/** Values for both credential types. */
	credentials: CredentialValues;
	/** Calls that either service received since the last reset. */
	calls(): number;
	/** Both services as they were at the start. */
	reset(): void;
	close(): Promise<void>;
}

export async function startServices(options: { novi?: NoviOptions; forj?: ForjOptions } = {}): Promise<Services> {
	const [novi, forj] = await Promise.all([startNovi(options.novi), startForj(options.forj)]);
	return {
		novi,
		forj,
		credentials: {
			noviAmsApi: { siteUrl: novi.url, apiKey: novi.apiKey },
			forjCommunityApi: { baseUrl: forj.url, apiKey: forj.apiKey, apiSecret: forj.apiSecret },
		},
		calls: () => novi.counters.total + forj.counters.total,
		reset: () => {
			novi.reset();
			forj.reset();
		},
		close: async () => void (await Promise.all([novi.close(), forj.close()])),
	};
}
