/** One link over many runs: what a run stores is what the next one reads, through the rows of the data tables. */
import type { Row } from '../../nodes/core/linkRow';
import type { FieldValues, LinkOutcomes, NoviMember, Plan } from '../../nodes/core/types';
import { after, goodState, person, planOf } from './builders.mjs';
import { storedMembers, summarize, type Summarized } from './outcomes.mjs';
import { SimulatedForj, type Fate, type SimulatedUser } from './simulatedForj.mjs';

const MINUTE = 60_000;

export interface NoviRecord {
	login: string;
	inGroup: boolean;
	fields: FieldValues;
}

export interface World {
	novi: Record<string, NoviRecord>;
	users: SimulatedUser[];
	accepted: string[];
	pending: string[];
	mode: string;
}

export interface Run {
	plan: Plan;
	outcomes: LinkOutcomes;
	summary: Summarized;
	/** Keys of people for whom Forj was changed, or a user named. */
	written: string[];
}

export class SimulatedLink {
	readonly forj: SimulatedForj;
	readonly novi: Record<string, NoviRecord>;
	private people: Row[] = [];
	private shown: Row[] = [];
	private readonly link: Row;
	private runs = 0;

	constructor({ novi, users, accepted, pending, mode }: World) {
		this.forj = new SimulatedForj(users, accepted, pending);
		this.novi = structuredClone(novi);
		this.link = { mode, state: goodState(0), removal_limit_percent: 100 };
	}

	roster(): NoviMember[] {
		return Object.entries(this.novi)
			.filter(([, record]) => record.inGroup)
			.map(([id, { login, fields }]) => person(id, { login, fields }));
	}

	plan(): Plan {
		return planOf({ roster: this.roster(), members: this.forj.members(), link: this.link, rows: [...this.people, ...this.shown], run: { now: after(this.runs * MINUTE) } });
	}

	/** `killed`: n8n ends after the writes and before anything is stored. */
	run(fateOf?: (key: string) => Fate, killed = false): Run {
		const plan = this.plan();
		const outcomes = this.forj.apply(plan, fateOf && ((one) => fateOf(one.key)));
		const at = after(this.runs++ * MINUTE + 1);
		const summary = summarize(plan, outcomes, `run-${this.runs}`, at);
		if (!killed) this.store(summary);
		const written = outcomes.outcomes.filter(({ kind }) => kind === 'added' || kind === 'updated' || kind === 'removed' || kind === 'unchanged');
		return { plan, outcomes, summary, written: written.map(({ key }) => key) };
	}

	/** Insert first, delete what is superseded afterwards, as the workflow does. */
	private store({ people, stalePeople, members, staleMembers, links }: Summarized): void {
		this.people.push(...people.map((row, index) => ({ ...row, id: this.people.length + index })));
		const [stale] = stalePeople;
		if (stale) this.people = this.people.filter((row) => String(row.updated_at) >= String(stale.older_than));
		this.shown = storedMembers(this.shown, { members, staleMembers }, this.runs * 1000);
		this.link.state = links[0]?.state;
	}
}
