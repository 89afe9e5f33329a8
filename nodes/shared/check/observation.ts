import type { CheckDetails, Finding, Verdict } from './rows';

const WEIGHT: Record<Verdict, number> = { Confirmed: 0, 'Not Tested': 0, 'Differs, Tolerated': 1, 'Differs, Not Supported': 2 };

/** Collects what is seen of one endpoint; the worst of it is the verdict. Every sentence stands for itself. */
export class Observation {
	readonly details: CheckDetails = {};

	private verdict: Verdict = 'Confirmed';

	private readonly sentences: string[] = [];

	private readonly actions: string[] = [];

	asExpected(sentence: string): void {
		this.sentences.push(sentence);
	}

	tolerated(sentence: string, action: string): void {
		this.add('Differs, Tolerated', sentence, action);
	}

	notSupported(sentence: string, action: string): void {
		this.add('Differs, Not Supported', sentence, action);
	}

	finding(): Finding {
		const action = [...new Set(this.actions)].join(' ');
		return { observed: this.sentences.join(' '), verdict: this.verdict, action, details: this.details };
	}

	private add(verdict: Verdict, sentence: string, action: string): void {
		if (WEIGHT[verdict] > WEIGHT[this.verdict]) this.verdict = verdict;
		this.sentences.push(sentence);
		this.actions.push(action);
	}
}
