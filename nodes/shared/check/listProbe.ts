/** A paged list: asked for a large page, and for the page behind it. */
import type { Endpoint, PathParams } from '../http/endpoint';
import { isServiceError } from '../http/serviceError';
import type { Observation } from './observation';
import type { Asked, Query, Reply, Row } from './reply';
import { ask, observeReply, rowsIn } from './reply';
import { ACTIONS, many } from './texts';

/** More than any service is known to give at once. */
export const LARGE_PAGE = 1_000;

export interface ListProbe<P extends PathParams, T> {
	asked: Asked;
	endpoint: Endpoint<P, T>;
	params: P;
	page: (offset: number, size: number) => Query;
	idField: string;
	/** The number that the list itself states; null when it states none. */
	countOf: (value: T) => number | null;
	/** What the package asks for, if that is less: a service may refuse the large page. */
	usualPage?: number;
}

/** Two calls, three where the large page is refused. Throws ServiceError or WrongShape. */
export async function probeList<P extends PathParams, T>(probe: ListProbe<P, T>, observation: Observation): Promise<Row[]> {
	const { first, size } = await firstPage(probe, observation);
	observeReply(observation, first);
	const rows = rowsIn(first.raw);
	observation.details.rows = rows.length;
	observation.details.count = probe.countOf(first.value);
	if (rows.length === 0) {
		observation.asExpected(`Answered ${first.details.status} with an empty list.`);
		noteCount(observation, probe.countOf(first.value), 0, true);
		return rows;
	}
	const second = await ask(probe.asked, probe.endpoint, probe.params, probe.page(rows.length, size));
	const further = rowsIn(second.raw);
	const pages = `${many(rows.length, 'row')} came when ${many(size, 'was', 'were')} asked for`;
	observation.asExpected(`Answered ${first.details.status}: ${pages}.`);
	notePaging(observation, probe.idField, { rows, further, size });
	noteCount(observation, probe.countOf(first.value), rows.length, further.length === 0);
	return rows;
}

async function firstPage<P extends PathParams, T>(
	probe: ListProbe<P, T>,
	observation: Observation,
): Promise<{ first: Reply<T>; size: number }> {
	const read = async (size: number) => ({ first: await ask(probe.asked, probe.endpoint, probe.params, probe.page(0, size)), size });
	try {
		return await read(LARGE_PAGE);
	} catch (error) {
		return await read(smallerPage(error, probe.usualPage, observation));
	}
}

/** Only a refusal of the size is worth a second question; any other failure is thrown on. */
function smallerPage(error: unknown, usualPage: number | undefined, observation: Observation): number {
	if (usualPage === undefined || !isServiceError(error) || error.kind !== 'rejected') throw error;
	observation.asExpected(`A page of ${LARGE_PAGE.toLocaleString('en-US')} rows is refused (${error.status}); this package asks for ${usualPage}.`);
	return usualPage;
}

function notePaging(observation: Observation, idField: string, { rows, further, size }: { rows: Row[]; further: Row[]; size: number }): void {
	const { details } = observation;
	const ids = new Set(rows.map((row) => String(row[idField])));
	const repeated = further.filter((row) => ids.has(String(row[idField]))).length;
	details.offsetAdvances = repeated === 0;
	if (repeated > 0) {
		return observation.notSupported(`The next page repeats ${many(repeated, 'row')} of the first: offset does not lead on.`, ACTIONS.paging);
	}
	details.pageCap = further.length > 0 ? rows.length : null;
	if (further.length === 0) observation.asExpected('The page behind it is empty, so that was all.');
	else if (rows.length < size) observation.asExpected(`The next page goes on: a page holds ${rows.length} at most.`);
	else observation.asExpected('The next page goes on.');
}

/** A count that contradicts the rows makes every read incomplete. */
function noteCount(observation: Observation, count: number | null, received: number, ended: boolean): void {
	if (count === null) return;
	const fits = ended ? count === received : count > received;
	if (fits) return observation.asExpected(`The list states ${count.toLocaleString('en-US')}, which fits.`);
	observation.notSupported(
		`The list states ${count.toLocaleString('en-US')}, but ${ended ? 'ends after' : 'goes on behind'} ${received.toLocaleString('en-US')}.`,
		'Run Check API again: somebody may just have changed the list. If this stays, send this report to the makers of this package.',
	);
}
