/** What Check SSO returns. */

export type SsoCheckName =
	| 'reachable'
	| 'community'
	| 'staging'
	| 'https'
	| 'issuer'
	| 'endpoints'
	| 'same_origin'
	| 'client_secret_post'
	| 'code_flow'
	| 'scopes'
	| 'subject'
	| 'signing_keys';

export interface SsoCheck {
	check: SsoCheckName;
	/** False only for what keeps members from logging in. */
	ok: boolean;
	level: 'ok' | 'warning' | 'error';
	/** What the site shows; empty when it shows nothing. */
	found: string;
	/** What was found out, and for a failing check what to do and where to click. */
	text: string;
}

/** A field of a settings page, and what to enter there. */
export interface SettingValue {
	field: string;
	value: string;
}

export interface SsoReport {
	/** Every check is ok; warnings do not count. */
	ready: boolean;
	/** As the site states it; null when its document could not be read or does not say. */
	issuer: string | null;
	/** The result in one or two sentences. */
	message: string;
	checks: SsoCheck[];
	/** For gear menu > SSO Clients in Novi. */
	valuesForNovi: SettingValue[];
	/** For the OpenID settings in Forj. */
	valuesForForj: SettingValue[];
}

export const pass = (check: SsoCheckName, found: string, text: string): SsoCheck => ({ check, ok: true, level: 'ok', found, text });

export const warn = (check: SsoCheckName, found: string, text: string): SsoCheck => ({ check, ok: true, level: 'warning', found, text });

export const fail = (check: SsoCheckName, found: string, text: string): SsoCheck => ({ check, ok: false, level: 'error', found, text });
