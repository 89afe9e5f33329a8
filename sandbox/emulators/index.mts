/** Emulators of Novi AMS and Forj Community: real HTTP servers on loopback, written from the API notes, for tests, demo and bench. */
export { FORJ_API_KEY, FORJ_API_SECRET, startForj, type ForjEmulator } from './forj/server.mjs';
export type { ForjOptions } from './forj/options.mjs';
export { forjGroup, forjUser, type ForjSeed, type ForjUser } from './forj/records.mjs';
export type { ForjState } from './forj/state.mjs';
export { NOVI_API_KEY, startNovi, type NoviEmulator } from './novi/server.mjs';
export type { NoviOptions } from './novi/options.mjs';
export { noviCompany, noviGroup, noviPerson, type NoviMember, type NoviSeed } from './novi/records.mjs';
export type { NoviState } from './novi/state.mjs';
export { seedAssociation, DEFAULT_GROUPS, type Association, type AssociationOptions, type GroupPair, type GroupPlan } from './seed/association.mjs';
export { liveChanges, type LiveChanges } from './seed/liveChanges.mjs';
export { RANDOM_FAULTS, RETRY_AFTERS, type FaultEffect, type FaultMatch, type FaultRule, type Faults, type RandomFault, type RetryAfter } from './shared/faults.mjs';
export type { Counters, LogEntry } from './shared/log.mjs';
export { pick, seededRandom, shuffled, type Random } from './shared/random.mjs';
