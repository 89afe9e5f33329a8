/** Looks for keys in whatever a run left behind: items, errors, their causes, whatever n8n would show or store. */
import { inspect } from 'node:util';
import type { CredentialValues } from './testCredentials.mjs';

const SECRET_FIELDS = ['apiKey', 'apiSecret', 'applicationKey', 'webhookToken'];

/** Names of the credential fields whose value is found anywhere in `left`, as it is or in base64. Empty is good. */
export function secretsIn(left: unknown, credentials: CredentialValues): string[] {
	const text = inspect(left, { depth: 20, showHidden: true, maxArrayLength: null, maxStringLength: null, breakLength: Infinity });
	return Object.entries(credentials).flatMap(([type, values]) => {
		const named = SECRET_FIELDS.map((field) => ({ name: `${type}.${field}`, value: values[field] }));
		// What really travels: HTTP Basic of key and secret.
		const basic = Buffer.from(`${String(values.apiKey)}:${String(values.apiSecret)}`).toString('base64');
		return [...named, { name: `${type} as Basic`, value: basic }]
			.filter(({ value }) => typeof value === 'string' && value !== '' && text.includes(value))
			.map(({ name }) => name);
	});
}
