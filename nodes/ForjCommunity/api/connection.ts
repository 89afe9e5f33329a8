/** The Forj credential as the client needs it. */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Connection } from '../../shared/http/serviceClient';
import { normaliseBaseUrl } from '../../shared/origin';
import { levelOf } from './privateLevel';

export const CREDENTIAL_TYPE = 'forjCommunityApi';

export interface ForjSettings {
	connection: Connection;
	/** The number that means Private; absent when the credential does not say it. */
	privateLevel?: number;
}

/** Credential field to endpoint. Exactly the inferred paths can be replaced. */
export const PATH_FIELDS: Readonly<Record<string, string>> = {
	addMemberPath: 'add member',
	removeMemberPath: 'remove member',
	bulkAddPath: 'add members in bulk',
	importJobPath: 'get import job',
	getUserPath: 'get user',
	updateUserPath: 'update user',
};

/** Throws a RangeError that names the field of the credential. */
export function toForjSettings(credential: ICredentialDataDecryptedObject): ForjSettings {
	const text = (name: string): string => String(credential[name] ?? '').trim();
	const applicationKey = text('applicationKey');
	const connection: Connection = {
		service: 'Forj',
		credentialType: CREDENTIAL_TYPE,
		baseUrl: checked('Base URL', () => normaliseBaseUrl(text('baseUrl'), { keepPath: true })),
		trustedOrigins: trustedOrigins(text('trustedOrigins')),
		pathOverrides: credential.changePaths === true ? pathOverrides(text) : {},
		...(applicationKey === '' ? {} : { query: { api_application_key: applicationKey } }),
	};
	const privateLevel = toPrivateLevel(text('privateLevel'));
	return { connection, ...(privateLevel === undefined ? {} : { privateLevel }) };
}

function trustedOrigins(list: string): string[] {
	const entries = list.split(',').filter((entry) => entry.trim() !== '');
	return entries.map((entry) => checked('Trusted Origins', () => normaliseBaseUrl(entry, { keepPath: false })));
}

function pathOverrides(text: (name: string) => string): Record<string, string> {
	const given = Object.entries(PATH_FIELDS).filter(([field]) => text(field) !== '');
	return Object.fromEntries(given.map(([field, endpoint]) => [endpoint, text(field)]));
}

function toPrivateLevel(text: string): number | undefined {
	if (text === '') return undefined;
	return levelOf(text) ?? refuse('Private Level', 'It must be a whole number, or empty.');
}

function checked(field: string, read: () => string): string {
	try {
		return read();
	} catch (error) {
		return refuse(field, error instanceof Error ? error.message : 'It cannot be read.');
	}
}

function refuse(field: string, why: string): never {
	throw new RangeError(`${field} of the Forj Community credential: ${why}`);
}
