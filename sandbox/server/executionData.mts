/** A JSON object that a node put out. */
export type Json = Record<string, unknown>;

/** What one node did in one of its runs. */
export interface NodeRun {
	readonly startTime: number;
	/** Milliseconds. */
	readonly executionTime: number;
	readonly executionStatus?: string;
	readonly error?: ExecutionError;
	/** Items per output; an output that was not reached is null. */
	readonly data?: { readonly main?: ReadonlyArray<ReadonlyArray<{ readonly json: Json }> | null> };
}

/** An error as n8n stores it. */
export interface ExecutionError {
	readonly message: string;
	readonly description?: string | null;
	readonly node?: { readonly name: string };
	readonly name?: string;
}

/** The stored data of an execution, as far as it is used here. */
export interface ExecutionData {
	readonly resultData: {
		readonly runData: Readonly<Record<string, readonly NodeRun[]>>;
		readonly lastNodeExecuted?: string;
		readonly error?: ExecutionError;
	};
}

/**
 * Parses n8n's stored execution data. n8n writes it with "flatted": one array, in which every string inside
 * an object or a list is the index of the entry that is meant.
 */
export function parseExecutionData(text: string): ExecutionData {
	const entries = JSON.parse(text) as unknown[];
	const done = new Map<number, unknown>();
	const resolve = (reference: unknown): unknown => (typeof reference === 'string' ? entry(Number(reference)) : reference);
	const entry = (index: number): unknown => {
		if (done.has(index)) return done.get(index);
		const raw = entries[index];
		if (Array.isArray(raw)) {
			const list: unknown[] = [];
			done.set(index, list);
			for (const element of raw) list.push(resolve(element));
			return list;
		}
		if (typeof raw === 'object' && raw !== null) {
			const object: Json = {};
			done.set(index, object);
			for (const [key, value] of Object.entries(raw)) object[key] = resolve(value);
			return object;
		}
		done.set(index, raw);
		return raw;
	};
	return entry(0) as ExecutionData;
}

/** Items of a node's last run, on one of its outputs. Empty when it did not run or put nothing out. */
export function outputItems(data: ExecutionData, nodeName: string, output = 0): Json[] {
	const run = data.resultData.runData[nodeName]?.at(-1);
	return (run?.data?.main?.[output] ?? []).map((item) => item.json);
}

/** Position of the output Report of the operation Summarize Run. */
export const REPORT_OUTPUT = 6;
