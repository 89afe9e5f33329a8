import type { NoviClient } from '../api/client';
import type { CustomSource } from './customValue';
import { rereadCustomValue } from './customValue';
import type { WriteLimits } from './mayWrite';
import { REFUSAL } from './refusal';
import type { CustomTarget } from './targets';
import { differs } from './targets';
import { sameRaw } from './values';
import { writeAndReadBack } from './writeAndReadBack';

export type CustomWriter = CustomSource & Pick<NoviClient, 'getMember' | 'putCustomValue'>;

/** Writes one custom field by its own call, which sends nothing else of the member. Returns the value that Novi shows. */
export async function putCustomValue(novi: CustomWriter, memberId: string, target: CustomTarget, limits: WriteLimits): Promise<unknown> {
	const { name, held, wanted, custom } = target;
	const { shown } = await writeAndReadBack<unknown>({
		limits,
		read: async () => {
			const now = await rereadCustomValue(novi, await novi.getMember(memberId), custom.fieldId);
			if (now?.calculated) throw REFUSAL.calculated(name);
			return now?.value ?? null;
		},
		prepare: (now) => {
			if (!differs(now, wanted)) return undefined;
			if (!sameRaw(now, held)) throw REFUSAL.meanwhile([name]);
			const body = { CustomerUniqueID: memberId, CustomFieldUniqueID: custom.fieldId, Value: wanted, IsSumOfChildren: custom.calculated };
			return async () => await novi.putCustomValue(body, limits.deadline);
		},
		judge: (_before, now) => (sameShown(now, wanted) ? 'done' : 'not_seen'),
		notTaken: () => REFUSAL.notTaken([name]),
	});
	return shown;
}

/** Novi may keep the values of custom fields as text. */
function sameShown(shown: unknown, wanted: unknown): boolean {
	return sameRaw(shown, wanted) || (typeof shown === 'string' && (typeof wanted === 'number' || typeof wanted === 'boolean') && shown === String(wanted));
}
