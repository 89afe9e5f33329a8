import type { SettingValue } from './report';

/** Source: forj-community.md, SSO. */
export function callbackOf(community: string): string {
	return `https://${community}/users/auth/openidconnect/callback`;
}

/** The fields of a new client under gear menu > SSO Clients. Source: novi-ams.md, SSO. */
export function valuesForNovi(community: string): SettingValue[] {
	return [
		{ field: 'Name', value: 'Forj Community' },
		{ field: 'Valid Redirect URLs', value: callbackOf(community) },
		{ field: 'Permitted Groups', value: 'Choose the groups whose members may log in to Forj: at least every group that you sync.' },
	];
}

/** The OpenID settings of the community. Source: forj-community.md, SSO. Id and secret are shown by Novi only, never here. */
export function valuesForForj(site: string): SettingValue[] {
	return [
		{ field: 'Directory Document', value: site },
		{ field: 'App ID', value: 'Client ID from Novi' },
		{ field: 'App Secret', value: 'Secret Key from Novi' },
		{ field: 'Client Authentication Method', value: 'Post Body' },
		{ field: 'Button Label', value: 'Log in with your member account' },
	];
}
