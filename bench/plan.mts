/**
 * Plan time and extra memory of the pure planner for 1,000, 10,000 and 100,000 people on each side.
 * Fixed work from a fixed seed: 90 % on both sides (5 % of them with another job title), 5 % to add, 3 % to remove,
 * 2 % N/A; everybody is remembered with pair and baseline. One warm-up, then the fastest of several rounds.
 */
import { planRun, type RunInput } from '../nodes/core/planRun';
import { readRemembered, writePerson } from '../nodes/core/remembered';
import type { Row } from '../nodes/core/linkRow';
import type { FieldValues, ForjMember, NoviMember, Plan } from '../nodes/core/types';
import { forjSnapshot, linkRow, memory, noviSnapshot, NOW, person, PRIVATE, forjGroup } from '../test/support/builders.mjs';

export const SIZES = [1_000, 10_000, 100_000] as const;
/** Design goal: 100,000 people on each side. */
export const GOAL_SECONDS = 1.5;
const ROUNDS = 5;

export interface PlanMeasurement {
	people: number;
	/** Fastest round of planning alone. */
	planMs: number;
	/** Processor time of the round that took least of it: what a busy machine cannot blur. */
	processorMs: number;
	/** Reading the remembered rows into memory, once. */
	readRowsMs: number;
	/** Highest growth of the heap over planning, plan included; undefined without `--expose-gc`. */
	extraMegabytes: number | undefined;
	added: number;
	updated: number;
	removed: number;
}

/** A small generator with a fixed seed: the same work on every machine. */
function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_664_525 + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

const TITLES = ['Chair', 'Treasurer', 'Engineer', 'Director', 'Member', 'Secretary'];
const guid = (index: number): string => `a0000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;

interface Sides {
	roster: NoviMember[];
	members: ForjMember[];
	rows: Row[];
}

function sidesOf(people: number): Sides {
	const random = randomFrom(20_260_302);
	const sides: Sides = { roster: [], members: [], rows: [] };
	for (let index = 0; index < people; index++) addPair(index, random(), random, sides);
	// Lists come in no order of ours.
	sides.members.sort(() => random() - 0.5);
	return sides;
}

function addPair(index: number, kind: number, random: () => number, { roster, members, rows }: Sides): void {
	const id = guid(index);
	const title = TITLES[Math.floor(random() * TITLES.length)] ?? '';
	const novi: FieldValues = { FirstName: `First${index}`, LastName: `Last${index}`, ParentMemberName: `Firm ${index % 500}`, JobTitle: title };
	const forj: FieldValues = { first_name: `First${index}`, last_name: `Last${index}`, company_name: `Firm ${index % 500}`, job_title: random() < 0.05 ? 'Former title' : title };
	const login = kind < 0.98 ? `member.${index}@association.example` : '';
	if (kind < 0.95 || kind >= 0.98) roster.push(person(id, { name: `First${index} Last${index}`, login, fields: novi }));
	if (kind >= 0.9 && (kind < 0.95 || kind >= 0.98)) return;
	const userId = String(1_000_000 + index);
	members.push({ id: userId, email: `member.${index}@association.example`, name: `First${index}`, isManager: false, status: 'accepted', fields: forj, hasProfile: true });
	rows.push({ ...writePerson(memory(id, userId, { email: login, baseline: forj }), NOW), id: index });
}

function inputOf({ roster, members, rows }: Sides): RunInput {
	return {
		novi: [noviSnapshot(roster)],
		forj: [forjSnapshot(members, { group: forjGroup(), privateLevel: PRIVATE })],
		remembered: readRemembered([linkRow(), ...rows]),
		now: NOW,
		hasMemory: true,
		checkGroup: true,
	};
}

export function measurePlan(people: number): PlanMeasurement {
	const sides = sidesOf(people);
	const before = performance.now();
	const input = inputOf(sides);
	const readRowsMs = performance.now() - before;
	let plan: Plan | undefined = planRun(input)[0];
	let planMs = Infinity;
	let processorMs = Infinity;
	let extra = 0;
	for (let round = 0; round < ROUNDS; round++) {
		plan = undefined;
		globalThis.gc?.();
		const heap = process.memoryUsage().heapUsed;
		const processor = process.cpuUsage();
		const startedAt = performance.now();
		[plan] = planRun(input);
		planMs = Math.min(planMs, performance.now() - startedAt);
		const used = process.cpuUsage(processor);
		processorMs = Math.min(processorMs, (used.user + used.system) / 1000);
		extra = Math.max(extra, process.memoryUsage().heapUsed - heap);
	}
	const count = (decision: string): number => plan?.people.filter((one) => one.decision === decision).length ?? 0;
	return {
		people,
		planMs,
		processorMs,
		readRowsMs,
		extraMegabytes: globalThis.gc === undefined ? undefined : extra / 2 ** 20,
		added: count('add'),
		updated: count('update'),
		removed: count('remove'),
	};
}

export function measurePlans(): PlanMeasurement[] {
	return SIZES.map(measurePlan);
}

/** The published table. */
export function planTable(measurements: readonly PlanMeasurement[]): string {
	const number = (value: number, digits = 0): string => value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
	const rows = measurements.map((m) => {
		const perPerson = (m.planMs * 1000) / m.people;
		const memoryText = m.extraMegabytes === undefined ? 'not measured' : `${number(m.extraMegabytes)} MB`;
		return `| ${number(m.people)} | ${number(m.planMs, 1)} ms | ${number(m.processorMs, 1)} ms | ${number(perPerson, 1)} µs | ${memoryText} | ${number(m.readRowsMs)} ms | ${number(m.added)} / ${number(m.updated)} / ${number(m.removed)} |`;
	});
	return [
		'| people on each side | plan time | processor time | per person | extra memory | reading remembered rows | added / updated / removed or held |',
		'|---:|---:|---:|---:|---:|---:|---:|',
		...rows,
	].join('\n');
}
