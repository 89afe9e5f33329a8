/**
 * Stands in for n8n's credential store: plain values by credential type, applied to requests as n8n 2.41 does it
 * (defaults filled in, `authenticate` resolved with expressions), so that the keys are truly sent.
 */
import type {
	ICredentialDataDecryptedObject,
	ICredentials,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeParameters,
	INodeProperties,
	IRequestOptionsSimplified,
	IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';
import { ICredentialsHelper, NodeHelpers, isExpression } from 'n8n-workflow';
import type { BuiltPackage } from './builtPackage.mjs';

/** What an admin typed, by credential type: `{ forjCommunityApi: { apiKey, apiSecret } }`. */
export type CredentialValues = Record<string, ICredentialDataDecryptedObject>;

type Requests = IHttpRequestOptions | IRequestOptionsSimplified;
type RequestPart = Record<string, unknown>;

export class TestCredentials extends ICredentialsHelper {
	constructor(
		private readonly built: BuiltPackage,
		private readonly values: CredentialValues,
	) {
		super();
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		return this.built.getCredential(type).properties;
	}

	/** The stored values with the defaults of the fields that were left alone. Throws when the test gave none. */
	async getDecrypted(
		_data: IWorkflowExecuteAdditionalData,
		_credential: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		const values = this.values[type];
		if (!values) throw new Error(`The test gave no credential values for ${type}`);
		const properties = this.getCredentialsProperties(type);
		const filled = NodeHelpers.getNodeParameters(properties, values as INodeParameters, true, false, null, null);
		return structuredClone((filled ?? values) as ICredentialDataDecryptedObject);
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		type: string,
		request: Requests,
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.built.getCredential(type);
		const options = request as IHttpRequestOptions;
		if (typeof authenticate === 'function') return await authenticate(credentials, options);
		if (!authenticate) return options;
		const resolve = (text: unknown): unknown => this.resolve(text, credentials, workflow, node);
		const parts = options as unknown as Record<string, RequestPart | undefined>;
		for (const [part, entries] of Object.entries(authenticate.properties)) {
			const target = (parts[part] ??= {});
			for (const [key, value] of Object.entries((entries ?? {}) as RequestPart)) target[String(resolve(key))] = resolve(value);
		}
		return options;
	}

	private resolve(text: unknown, credentials: ICredentialDataDecryptedObject, workflow?: Workflow, node?: INode): unknown {
		if (!isExpression(text)) return text;
		if (!workflow || !node) throw new Error('A declarative authentication needs the workflow and the node');
		const value = workflow.expression.getSimpleParameterValue(node, text, 'internal', { $credentials: credentials }, undefined, '');
		return value ? String(value) : '';
	}

	async preAuthentication(): Promise<undefined> {}

	async runPreAuthentication(): Promise<undefined> {}

	getCredentials(): Promise<ICredentials> {
		throw new Error('Tests hold no encrypted credentials');
	}

	async updateCredentials(): Promise<void> {}

	async updateCredentialsOauthTokenData(): Promise<void> {}
}
