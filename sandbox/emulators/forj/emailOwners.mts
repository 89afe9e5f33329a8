import type { ForjUser } from './records.mjs';

/** Who owns which address, primary and secondary ones alike. */
export class EmailOwners {
	private readonly idByEmail = new Map<string, number>();

	ownerOf(email: string): number | undefined {
		return this.idByEmail.get(normalEmail(email));
	}

	add(user: ForjUser): void {
		for (const email of addressesOf(user)) this.idByEmail.set(email, user.id);
	}

	remove(user: ForjUser): void {
		for (const email of addressesOf(user)) this.idByEmail.delete(email);
	}
}

export function normalEmail(email: string): string {
	return email.trim().toLowerCase();
}

function addressesOf(user: ForjUser): string[] {
	return [user.email, ...user.secondaryEmails].map(normalEmail);
}
