/** A delivery that is not accepted. The text goes to the sender: it tells nothing about this n8n. */
export class Refusal extends Error {
	constructor(
		/** HTTP status, 4xx. */
		readonly status: number,
		text: string,
	) {
		super(text);
		this.name = 'Refusal';
	}
}
