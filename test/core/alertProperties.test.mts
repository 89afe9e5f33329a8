/** However links change and checks come, are late or fail to send: nothing is lost, nothing is told twice. */
import fc from 'fast-check';
import { QUIET_MS } from '../../nodes/core/alerts';
import type { Row } from '../../nodes/core/linkRow';
import { ago, boardLink, check, HOUR, MINUTE, run } from '../support/alertBuilders.mjs';

const STATES = ['Up To Date', 'Held', 'Not ready', 'Error'] as const;
type Step =
	| { kind: 'run'; outcome: (typeof STATES)[number] }
	| { kind: 'broken off' }
	| { kind: 'begin' }
	| { kind: 'check'; mail: 'taken' | 'refused'; digest: boolean }
	| { kind: 'switch' };

const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 6, arbitrary: fc.record({ kind: fc.constant('run' as const), outcome: fc.constantFrom(...STATES) }) },
	{ weight: 1, arbitrary: fc.constant<Step>({ kind: 'broken off' }) },
	{ weight: 1, arbitrary: fc.constant<Step>({ kind: 'begin' }) },
	{ weight: 6, arbitrary: fc.record({ kind: fc.constant('check' as const), mail: fc.constantFrom('taken' as const, 'taken' as const, 'refused' as const), digest: fc.boolean() }) },
	{ weight: 1, arbitrary: fc.constant<Step>({ kind: 'switch' }) },
);
/** Minutes that pass before the step: mostly a few, at times a whole outage. */
const story = fc.array(fc.tuple(fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 1, max: 40 }) }, { weight: 1, arbitrary: fc.integer({ min: 60, max: 1_500 }) }), step), { maxLength: 60 });

/** A link, its tables, and the mails that arrived. */
class World {
	at = 0;
	link: Row = boardLink({ last_success_at: ago(0), updatedAt: ago(0), createdAt: ago(HOUR) });
	rows: Row[] = [run('Up To Date', 0)];
	told: Row[] = [];
	mails: Array<{ at: number; subject: string; headings: string[]; told: Row[] }> = [];

	get now(): string {
		return ago(-this.at);
	}

	play(step: Step): void {
		const end = (status: string): void => void (this.link = { ...this.link, status, updatedAt: this.now, ...(status === 'Up To Date' && { last_success_at: this.now }) });
		const enabled = this.link.enabled === true;
		if (step.kind === 'switch') this.link = { ...this.link, enabled: !enabled };
		else if (step.kind === 'check') this.check(step);
		else if (!enabled) return;
		else if (step.kind === 'broken off') end('Error');
		else if (step.kind === 'begin') end('Syncing');
		else {
			this.rows.push(run(step.outcome, -this.at));
			end(step.outcome);
		}
	}

	check({ mail, digest }: { mail: 'taken' | 'refused'; digest: boolean }): Row[] {
		const found = check([this.link, ...this.rows, ...this.told], { now: this.now, digest });
		// n8n stops at the step that fails: what it should have told is not stored.
		if (found.mail && mail === 'refused') return [];
		if (found.mail) this.mails.push({ at: this.at, subject: found.mail.subject, headings: headingsOf(found.mail.text), told: found.told });
		this.told = [...this.told.filter(({ outcome }) => outcome !== 'Checked'), ...found.told, found.checked];
		return found.told;
	}

	get states(): Row[] {
		return this.told.filter(({ outcome }) => ![...'Checked Digest'.split(' ')].includes(String(outcome)));
	}
}

function headingsOf(text: string): string[] {
	return text.split('\n\n--\n\n').slice(0, -1).map((block) => block.split('\n')[0] ?? '');
}

function played(steps: ReadonlyArray<[number, Step]>): World {
	const world = new World();
	for (const [minutes, one] of steps) {
		world.at += minutes * MINUTE;
		world.play(one);
	}
	return world;
}

const RUNS = { numRuns: 500 };

test('no state is told twice in a row, but for one reminder', () => {
	fc.assert(fc.property(story, (steps) => {
		let before: Row | undefined;
		for (const row of played(steps).states) {
			const isReminder = row.counters === '{"overdue":true}' && before?.counters === '{"overdue":false}';
			if (row.outcome === before?.outcome) expect(isReminder).toBe(true);
			before = row;
		}
	}), RUNS);
});

test('a second check at once tells nothing', () => {
	fc.assert(fc.property(story, (steps) => {
		const world = played([...steps, [1, { kind: 'check', mail: 'taken', digest: false }]]);
		const mails = world.mails.length;
		expect([world.check({ mail: 'taken', digest: true }), world.check({ mail: 'taken', digest: true })][1]).toEqual([]);
		world.check({ mail: 'taken', digest: false });
		expect(world.mails.length - mails).toBeLessThanOrEqual(1);
	}), RUNS);
});

test('a mail that was refused is the same mail at the next check', () => {
	fc.assert(fc.property(story, fc.boolean(), (steps, digest) => {
		const world = played(steps);
		const first = check([world.link, ...world.rows, ...world.told], { now: world.now, digest });
		world.check({ mail: 'refused', digest });
		if (first.mail) expect(check([world.link, ...world.rows, ...world.told], { now: world.now, digest })).toEqual(first);
	}), RUNS);
});

test('the same state of a link is told at most once in three hours, but for the reminder', () => {
	fc.assert(fc.property(story, (steps) => {
		const at = new Map<unknown, number>();
		for (const row of played(steps).states) {
			if (row.outcome === 'Off' || row.outcome === 'On') continue;
			const time = Date.parse(String(row.finished_at));
			const last = at.get(row.outcome);
			if (last !== undefined && row.counters === '{"overdue":false}') expect(time - last).toBeGreaterThanOrEqual(QUIET_MS);
			at.set(row.outcome, time);
		}
	}), RUNS);
});

test('what lasts is told: after three quiet hours, the last word is how the link stands', () => {
	fc.assert(fc.property(story, fc.constantFrom(...STATES), (steps, outcome) => {
		const world = played(steps);
		world.link = { ...world.link, enabled: true };
		world.check({ mail: 'taken', digest: false });
		const last: Array<[number, Step]> = [1, 181].flatMap((minutes) => [[minutes, { kind: 'run', outcome }], [1, { kind: 'check', mail: 'taken', digest: false }]]);
		for (const [minutes, one] of last) {
			world.at += minutes * MINUTE;
			world.play(one);
		}
		const word = world.states.filter(({ outcome: told }) => told !== 'Off' && told !== 'On').pop()?.outcome ?? 'Up To Date';
		const offSince = world.states[world.states.length - 1]?.outcome;
		expect(outcome === 'Up To Date' && offSince === 'On' ? 'Up To Date' : word).toBe(outcome);
	}), RUNS);
});

test('each check sends at most one mail, and what is remembered is exactly what the mail says', () => {
	fc.assert(fc.property(story, (steps) => {
		const { mails } = played(steps);
		expect(new Set(mails.map(({ at }) => at)).size).toBe(mails.length);
		for (const { headings, told } of mails) {
			const changes = told.map(({ detail, outcome }) => (outcome === 'Digest' ? '' : String(detail))).filter((detail) => detail !== '');
			expect(headings.filter((heading) => heading.startsWith('Board Members: '))).toEqual(changes);
			expect(headings.length).toBeGreaterThan(0);
		}
	}), RUNS);
});
