/** Input items as plans: what Apply Plan relies on is checked before anything is written. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { z } from 'zod';
import type { Plan } from '../../../core/types';

const id = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/);
const fields = z.record(z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]));

const writeSchema = z.object({
	add: z.object({ userId: id.optional(), email: z.string().includes('@'), fields }).optional(),
	update: z.object({ userId: id, fields }).optional(),
	remove: z.object({ userId: id, askIfManager: z.boolean(), released: z.literal(true).optional(), rechecked: z.literal(true).optional() }).optional(),
});

const personSchema = z.object({
	key: z.string().min(1),
	name: z.string(),
	forjUserId: z.string(),
	decision: z.enum(['none', 'add', 'update', 'remove', 'hold']),
	write: writeSchema.optional(),
});

const writablePlan = z.object({
	kind: z.literal('plan'),
	linkId: z.string().min(1),
	forjGroup: z.object({ id, name: z.string() }),
	writable: z.literal(true),
	totals: z.object({ membersBefore: z.number() }),
	people: z.array(personSchema),
});

/** Nothing is called for a link that is not ready, so its wrong group id costs nobody else anything. */
const heldBackPlan = z.object({
	kind: z.literal('plan'),
	linkId: z.string(),
	forjGroup: z.object({ id: z.string() }),
	writable: z.literal(false),
	totals: z.object({ membersBefore: z.number() }),
	people: z.array(z.object({ key: z.string().min(1), decision: personSchema.shape.decision })),
});

const planSchema = z.discriminatedUnion('writable', [writablePlan, heldBackPlan]);

/** Stands for an item without content: with n8n's "Always Output Data" that is how "no link" looks. */
export const NO_PLAN = Symbol('no plan');

/** One entry per item: its plan, or what is wrong with it. */
export function readPlans(functions: IExecuteFunctions, itemCount: number): Array<Plan | NodeOperationError | typeof NO_PLAN> {
	const seen = new Set<string>();
	const items = functions.getInputData();
	return Array.from({ length: itemCount }, (_, itemIndex) => {
		const { json } = items[itemIndex];
		if (Object.keys(json).length === 0) return NO_PLAN;
		const parsed = planSchema.safeParse(json);
		if (!parsed.success) return wrongItem(functions, itemIndex, `is no plan (${issueOf(parsed.error)})`);
		if (parsed.data.writable && seen.has(parsed.data.linkId)) return wrongItem(functions, itemIndex, `repeats the plan of the link ${parsed.data.linkId}`);
		seen.add(parsed.data.linkId);
		// Checked above as far as this operation relies on it; the rest of the plan is passed through unread.
		return json as unknown as Plan;
	});
}

function issueOf(error: z.ZodError): string {
	const [issue] = error.issues;
	return issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`;
}

function wrongItem(functions: IExecuteFunctions, itemIndex: number, what: string): NodeOperationError {
	return new NodeOperationError(functions.getNode(), `The input item ${what} [item ${itemIndex}]`, {
		description: 'Connect the output "Plan" of Novi Forj Sync: Compare Members to this node, one item per link.',
		itemIndex,
	});
}
