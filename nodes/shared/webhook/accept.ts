import type { IWebhookFunctions } from 'n8n-workflow';

import { toNodeError } from '../nodeErrors';
import { Refusal } from './refusal';

/**
 * What `check` makes of a delivery, or undefined when it refused it; the sender has got its answer then.
 * Whatever is thrown besides a Refusal is a mistake in the set-up, and stands in n8n as a failed execution.
 */
export async function accept<T>(context: IWebhookFunctions, check: () => Promise<T>): Promise<T | undefined> {
	try {
		return await check();
	} catch (error) {
		if (!(error instanceof Refusal)) throw toNodeError(context.getNode(), error);
		context.getResponseObject().status(error.status).json({ message: error.message });
		return undefined;
	}
}

/** Tells the sender at once that the delivery is here. Nothing may be thrown after this. */
export function confirm(context: IWebhookFunctions): void {
	context.getResponseObject().status(200).json({ message: 'Received' });
}
