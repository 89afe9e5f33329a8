export const ACTIONS = {
	report: 'Send this report to the makers of this package: the call may have another path or form here.',
	notFound: 'Check the address in the credential. If it is right, send this report to the makers of this package: the call may have another path here.',
	later: 'Run Check API again in some minutes.',
	again: 'Run Check API again.',
	wrongShape: 'Check the address in the credential. If it is right, send this report to the makers of this package.',
	redirect:
		'Any other operation of this node names the address in its error message. If it belongs to the service, use it in the credential: as Base URL or Trusted Origin of Forj, as Site URL of Novi.',
	trustedRedirect: 'It works. To save one call each time, enter that address in the credential.',
	nothing: 'Nothing to do: this form is understood, too.',
	paging: 'Do not sync before this is solved: lists would be incomplete. Send this report to the makers of this package.',
} as const;

export function many(count: number, one: string, more = `${one}s`): string {
	return `${count.toLocaleString('en-US')} ${count === 1 ? one : more}`;
}
