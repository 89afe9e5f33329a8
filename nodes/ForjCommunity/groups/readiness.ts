/** The readiness report of one group, as the operations put it out. Its points come from nodes/core/readiness.ts. */
import type { ReadinessPoint } from '../../core/readiness';
import { groupPoints, linkedOncePoint } from '../../core/readiness';
import type { Link } from '../../core/types';
import type { ForjGroupRow } from '../api/schemas';
import { toForjGroup } from '../api/shape';
import { MESSAGE } from './texts';

export interface Readiness {
	ready: boolean;
	points: ReadinessPoint[];
	message: string;
}

/** Without links, nothing is said about them: the point `linked_once` is left out. */
export function readinessOf(row: ForjGroupRow, privateLevel: number | undefined, links?: readonly Link[], ownLinkId?: string): Readiness {
	const group = toForjGroup(row);
	const points = groupPoints(group, privateLevel);
	if (links !== undefined) points.push(linkedOncePoint(group, links, ownLinkId));
	const failing = points.filter(({ ok }) => !ok).map(({ text }) => text);
	const ready = failing.length === 0;
	return { ready, points, message: ready ? MESSAGE.ready(group.name) : MESSAGE.notReady(failing) };
}
