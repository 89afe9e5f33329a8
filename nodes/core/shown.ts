/** What `novi_forj_members` shows of a link, and whether it has changed (design section 7). */
import { digest } from './canonical';
import { compareText } from './identity';
import type { ShownPerson } from './types';

const COLUMNS = ['noviId', 'forjUserId', 'name', 'email', 'status', 'action', 'reason', 'since'] as const;

/** Fingerprint of the rows of one link, whatever their order. Outer blanks don't count: a table gives them back trimmed. */
export function shownDigest(rows: Iterable<ShownPerson>): string {
	const lines: string[] = [];
	for (const row of rows) lines.push(JSON.stringify(COLUMNS.map((column) => row[column].trim())));
	return digest(lines.sort(compareText));
}
