/** n8n's list of credentials, and the dialog in which an admin creates one. */
import type { Locator, Page } from 'playwright-core';

export class CredentialsPage {
	constructor(private readonly page: Page) {}

	/** Presses Create credential, searches the type and opens its dialog. */
	async create(typeName: string): Promise<CredentialDialog> {
		await this.page.getByTestId('add-resource-credential').click();
		await this.page.getByTestId('new-credential-type-select').locator('input').fill(typeName);
		await this.page.getByTestId('new-credential-type-select-option').getByText(typeName, { exact: true }).click();
		await this.page.getByTestId('new-credential-type-button').click();
		const dialog = this.page.getByTestId('editCredential-modal');
		await dialog.waitFor();
		return new CredentialDialog(this.page, dialog);
	}

	async close(): Promise<void> {
		await this.page.close();
	}
}

export class CredentialDialog {
	constructor(
		private readonly page: Page,
		private readonly dialog: Locator,
	) {}

	/** The name that n8n proposes. */
	async name(): Promise<string> {
		return (await this.dialog.getByTestId('credential-name').innerText()).trim();
	}

	/** @param values name of the field to what is typed into it */
	async fill(values: Readonly<Record<string, string>>): Promise<void> {
		for (const [field, value] of Object.entries(values)) await this.dialog.getByTestId(`parameter-input-${field}`).locator('input').fill(value);
	}

	/** Presses Save, which also tests, and reads what n8n says: its own success, or the details of its refusal. */
	async save(): Promise<string> {
		const tested = this.page.waitForResponse((response) => response.url().endsWith('/credentials/test'));
		await this.dialog.getByTestId('credential-save-button').click();
		await tested;
		const success = this.dialog.getByTestId('credentials-config-container-test-success').filter({ visible: true });
		const moreDetails = this.dialog.getByText('More details', { exact: true }).filter({ visible: true });
		await success.or(moreDetails).waitFor();
		if (await success.isVisible()) return lineAfter('', await success.innerText());
		await moreDetails.click();
		return lineAfter('Retry', await this.dialog.innerText());
	}

	async close(): Promise<void> {
		await this.page.keyboard.press('Escape');
		await this.dialog.waitFor({ state: 'hidden' });
	}
}

/** The first line that is not empty, after the line that says `before`. */
function lineAfter(before: string, text: string): string {
	const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
	return lines[lines.indexOf(before) + 1] ?? '';
}
