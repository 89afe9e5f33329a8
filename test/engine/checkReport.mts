/** What the tests of Check API share: its rows by endpoint, and the search for what no report may hold. */
import type { IDataObject } from 'n8n-workflow';
import type { ForjSeed, ForjUser, NoviSeed } from '../../sandbox/emulators/index.mjs';
import type { NodeResult } from '../support/runNode.mjs';
import { secretsIn } from '../support/secrets.mjs';
import type { CredentialValues } from '../support/testCredentials.mjs';

export interface ReportRow {
	service: string;
	endpoint: string;
	call: string;
	evidence: string;
	expected: string;
	observed: string;
	verdict: string;
	action: string;
	details: Record<string, unknown>;
}

/** The rows of a report by the name of their endpoint. Fails when the run failed. */
export function report(result: NodeResult): Record<string, ReportRow> {
	expect(result.error).toBeUndefined();
	const rows = result.json as unknown as ReportRow[];
	return Object.fromEntries(rows.map((row) => [row.endpoint, row]));
}

/** Verdicts by endpoint, only those that are not in `usual`. */
export function verdicts(rows: Record<string, ReportRow>, usual: string[]): Record<string, string> {
	return Object.fromEntries(Object.values(rows).filter(({ verdict }) => !usual.includes(verdict)).map(({ endpoint, verdict }) => [endpoint, verdict]));
}

/** Whatever of these values the rows hold. Empty is good. */
export function found(json: IDataObject[], values: Array<string | number | null | undefined>): string[] {
	const text = JSON.stringify(json).toLowerCase();
	return [...new Set(values.map((value) => String(value ?? '').toLowerCase()))].filter((value) => value.length > 1 && text.includes(value));
}

export function keysIn(result: NodeResult, credentials: CredentialValues): string[] {
	return secretsIn(result, credentials);
}

export const personalForj = (seed: ForjSeed): Array<string | number> => [
	...seed.users.flatMap(({ id, email, secondaryEmails, first_name: first, last_name: last, fields }: ForjUser) => [
		id, email, ...secondaryEmails, first, last, ...Object.values(fields).flat().map(String),
	]),
	...seed.groups.map(({ name }) => name),
];

export const personalNovi = (seed: NoviSeed): Array<string | null> => [
	...seed.members.flatMap(({ UniqueID, Name, FirstName, LastName, Email, AccountEmail, ParentMemberName, JobTitle }) => [
		UniqueID, Name, FirstName, LastName, Email, AccountEmail, ParentMemberName, JobTitle,
	]),
	...seed.groups.map(({ Name }) => Name),
];
