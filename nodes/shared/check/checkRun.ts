import type { Endpoint, PathParams } from '../http/endpoint';
import { endsCheck, failureFinding } from './failures';
import type { CheckRow, Finding } from './rows';
import { notTested } from './rows';

type AnyEndpoint = Pick<Endpoint<never, unknown>, 'name' | 'method' | 'path' | 'evidence'>;

export interface Expectation {
	expected: string;
	/** Why a call is not made when no step makes it, and what can be done about that. */
	notAsked?: { why: string; action?: string };
}

/** Runs the checks one after the other: each failure becomes the finding of its own endpoint. */
export class CheckRun<K extends string> {
	private readonly findings = new Map<K, Finding>();

	private ended?: Finding;

	private readonly planned = new Set<K>();

	/** Two calls without an answer mean that every further one waits in vain. */
	private timeouts = 0;

	/** Undefined when the step failed or was not made any more. `told` may say more of a failure of this endpoint. */
	async step<R>(
		key: K,
		work: () => Promise<{ finding: Finding; result: R }>,
		told: (failure: Finding) => Finding = (failure) => failure,
	): Promise<R | undefined> {
		if (this.ended) return undefined;
		try {
			const { finding, result } = await work();
			this.findings.set(key, finding);
			return result;
		} catch (error) {
			this.findings.set(key, told(failureFinding(error)));
			this.ended = endsCheck(error) ?? this.afterTimeout(error);
			return undefined;
		}
	}

	/** For calls whose failure alone does not say how it ended: the caller looks, and sets the finding. */
	async attempt<R>(work: () => Promise<R>): Promise<{ result: R } | { failure: Finding; status?: number }> {
		if (this.ended) return { failure: this.ended };
		try {
			return { result: await work() };
		} catch (error) {
			this.ended = endsCheck(error) ?? this.afterTimeout(error);
			const failure = failureFinding(error);
			return { failure, status: failure.details.status };
		}
	}

	/** These calls are made in this run, although the check leaves them alone otherwise. */
	plan(keys: readonly K[]): void {
		keys.forEach((key) => this.planned.add(key));
	}

	skip(key: K, why: string, action = ''): void {
		if (!this.ended) this.findings.set(key, notTested(why, action));
	}

	set(key: K, finding: Finding): void {
		this.findings.set(key, finding);
	}

	get isOver(): boolean {
		return this.ended !== undefined;
	}

	/** One row per endpoint, in the order of the table. */
	rows(service: CheckRow['service'], table: Record<K, AnyEndpoint>, expectations: Record<K, Expectation>): CheckRow[] {
		return (Object.keys(table) as K[]).map((key) => {
			const { name, evidence } = table[key];
			const { expected, notAsked } = expectations[key];
			const untouched = notAsked && !this.planned.has(key) ? notTested(notAsked.why, notAsked.action) : (this.ended ?? notTested('Not asked.'));
			return { service, endpoint: name, call: callOf(table[key]), evidence, expected, ...(this.findings.get(key) ?? untouched) };
		});
	}

	private afterTimeout(error: unknown): Finding | undefined {
		if ((error as { kind?: unknown }).kind !== 'timeout' || ++this.timeouts < 2) return undefined;
		return notTested('Not asked, since two calls before got no answer in time.', 'Run Check API again in some minutes.');
	}
}

/** Ids stand as placeholders: no path of the report leads to a person. */
function callOf({ method, path }: AnyEndpoint): string {
	const placeholders = new Proxy({} as never, { get: (_, name) => `{${String(name)}}` });
	const text = decodeURIComponent((path as (params: PathParams) => string)(placeholders));
	return `${method} ${text === '' ? '(the address that a delivery names)' : text}`;
}
