/** One answer, read as the real clients read it, with what they do not tell: the shape and the raw rows. */
import type { z } from 'zod';

import { parseAnswer, parseJson, wrappedIn } from '../http/answer';
import type { Endpoint, PathParams } from '../http/endpoint';
import type { CallOptions, RawAnswer } from '../http/serviceClient';
import type { Observation } from './observation';
import type { CheckDetails, Shape } from './rows';
import { ACTIONS } from './texts';

export type Query = CallOptions['query'];

/** The client of either service. */
export interface Asked {
	ask<P extends PathParams>(endpoint: Endpoint<P, unknown>, params: P, options: CallOptions): Promise<RawAnswer>;
}

export type Row = Record<string, unknown>;

export interface Reply<T> {
	/** As the schema of the endpoint makes it. */
	value: T;
	/** As the service sent it, without a wrapper. */
	raw: unknown;
	details: CheckDetails;
}

/** An answer that the schema refuses. The message names paths and kinds, never values. */
export class WrongShape extends Error {
	constructor(
		message: string,
		readonly details: CheckDetails,
	) {
		super(message);
		this.name = 'WrongShape';
	}
}

/** A call that fails for the moment is made once more, not oftener: this is a question, not a sync. */
const MAX_TRIES = 2;

export async function ask<P extends PathParams, T>(
	asked: Asked,
	endpoint: Endpoint<P, T>,
	params: P,
	query?: Query,
	body?: CallOptions['body'],
): Promise<Reply<T>> {
	const { status, text, fromElsewhere } = await asked.ask(endpoint, params, { query, body, maxTries: MAX_TRIES });
	const json = parseJson(text);
	const whole = json.ok ? json.value : undefined;
	const inner = endpoint.unwrapData === true ? wrappedIn(whole) : undefined;
	const raw = inner ?? whole;
	const details: CheckDetails = {
		status,
		shape: shapeOf(raw),
		...(fromElsewhere && { fromAnotherOrigin: true }),
		...(inner !== undefined && { dataWrapper: true }),
	};
	const parsed = parseAnswer(text, endpoint.schema as z.ZodType<T, z.ZodTypeDef, unknown>, endpoint.unwrapData === true);
	if (!parsed.ok) throw new WrongShape(`Answered ${status} in another form than expected: ${parsed.reason}.`, details);
	return { value: parsed.value, raw, details };
}

function shapeOf(raw: unknown): Shape {
	if (Array.isArray(raw)) return 'bare list';
	if (!isRow(raw)) return 'nothing';
	if (Array.isArray(raw.Results)) return 'TotalCount and Results';
	if (!Array.isArray(raw.results)) return 'object';
	return raw.count === undefined || raw.count === null ? 'results' : 'results with count';
}

/** The rows of a list in any of the known shapes. */
export function rowsIn(raw: unknown): Row[] {
	const list = Array.isArray(raw) ? raw : isRow(raw) ? (raw.results ?? raw.Results) : undefined;
	return Array.isArray(list) ? list.filter(isRow) : [];
}

export function isRow(value: unknown): value is Row {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is the same for every answer: redirect and wrapper. */
export function observeReply(observation: Observation, { details }: Pick<Reply<unknown>, 'details'>): void {
	Object.assign(observation.details, details);
	if (details.dataWrapper) observation.tolerated('The object comes inside { data: ... }.', ACTIONS.nothing);
	if (details.fromAnotherOrigin) observation.tolerated('The call is sent on to another origin, which the credential trusts.', ACTIONS.trustedRedirect);
}
