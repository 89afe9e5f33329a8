import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

/** What n8n keeps for this node from publishing to unpublishing. */
export interface Remembered {
	webhookId?: string;
	/** Made by the node itself; stands in the address that Novi calls. */
	token?: string;
}

export function remembered(context: IHookFunctions | IWebhookFunctions): Remembered {
	return context.getWorkflowStaticData('node') as Remembered;
}
