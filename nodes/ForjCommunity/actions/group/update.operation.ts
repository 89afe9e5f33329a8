import type { INodeExecutionData } from 'n8n-workflow';
import { wrongParam } from '../../../shared/params';
import type { OperationContext } from '../../../shared/router';
import { isToolExecution } from '../../../shared/toolExecution';
import { ForjClient } from '../../api/client';
import { MESSAGE, PROBLEM, WARNING } from '../../groups/texts';
import type { UpdatedGroup } from '../../groups/updateGroup';
import { updateGroup } from '../../groups/updateGroup';
import { SIMPLIFY, locator, placeOf, readLocator, readSimplify, shownFor } from '../fields';
import { groupItem, item } from '../results';
import { withProblems } from '../problem';
import { UPDATE_FIELDS, readSettings } from './settingFields';

export const description = shownFor('group', 'update', [locator('groupId'), UPDATE_FIELDS, SIMPLIFY]);

/**
 * Sends only the given settings and reads them back. Puts out the group like Get, with `updated`, `confirmed` (Forj shows
 * every one as sent), `notAsSent` (setting, sent, shown), `notShown` (settings that Forj does not show) and `message`.
 */
export async function execute(context: OperationContext): Promise<INodeExecutionData[]> {
	return await withProblems(context, async () => {
		if (isToolExecution(context.functions)) throw PROBLEM.toolChanges();
		const groupId = readLocator(context, 'groupId');
		const settings = readSettings(context, UPDATE_FIELDS);
		if (Object.keys(settings).length === 0) {
			const place = placeOf(context.functions, context.itemIndex, UPDATE_FIELDS.displayName);
			throw wrongParam(place, 'is empty', 'Add at least one setting to change.');
		}
		const client = await ForjClient.connect(context.functions);
		const result = await updateGroup(client, groupId, settings);
		return [item({ ...groupItem(result.row, readSimplify(context)).json, ...report(result) })];
	});
}

function report({ row, notAsSent, notShown }: UpdatedGroup): object {
	const confirmed = notAsSent.length === 0 && notShown.length === 0;
	const sentences = [...notAsSent.map(WARNING.notAsSent), ...(notShown.length === 0 ? [] : [MESSAGE.notShown(notShown)])];
	return { updated: true, confirmed, notAsSent, notShown, message: confirmed ? MESSAGE.updated(row.name ?? row.id) : sentences.join(' ') };
}
