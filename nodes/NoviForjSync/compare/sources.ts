import type { INodeExecutionData, IPairedItemData } from 'n8n-workflow';

import { noviKey } from '../../core/identity';
import type { Plan, PlannedPerson } from '../../core/types';
import { INPUT } from '../ports';

/** The three inputs of Compare Members, as n8n handed them over. */
export interface CompareInputs {
	novi: INodeExecutionData[];
	forj: INodeExecutionData[];
	remembered: INodeExecutionData[];
}

/** n8n's item link: which input items a link or a person came from. */
export class Sources {
	private readonly novi: SideSources;

	private readonly forj: SideSources;

	private readonly linkRows: Map<string, number>;

	constructor({ novi, forj, remembered }: CompareInputs) {
		this.novi = new SideSources(novi, INPUT.novi, 'noviSnapshot', noviKey);
		this.forj = new SideSources(forj, INPUT.forj, 'forjSnapshot', (id) => id);
		this.linkRows = new Map(
			remembered.flatMap(({ json }, item) => ('forj_group_id' in json ? [[String(json.link_id), item] as const] : [])),
		);
	}

	/** Both snapshots of the link, and its row. */
	ofLink({ linkId }: Plan): IPairedItemData[] {
		const row = this.linkRows.get(linkId);
		return [
			...this.novi.ofLink(linkId),
			...this.forj.ofLink(linkId),
			...(row === undefined ? [] : [{ item: row, input: INPUT.remembered }]),
		];
	}

	/** The person's own items, or the snapshots that hold the person. */
	ofPerson({ linkId }: Plan, person: PlannedPerson): IPairedItemData[] {
		const inNovi = person.roster !== undefined;
		const inForj = person.wasMember || !inNovi;
		return [
			...(inNovi ? this.novi.ofMember(linkId, person.noviId) : []),
			...(inForj ? this.forj.ofMember(linkId, person.forjUserId) : []),
		];
	}
}

class SideSources {
	private readonly bySnapshot = new Map<string, number>();

	private readonly byMember = new Map<string, number>();

	constructor(
		items: readonly INodeExecutionData[],
		private readonly input: number,
		kind: string,
		private readonly keyOf: (id: string) => string,
	) {
		for (const [item, { json }] of items.entries()) {
			if (json.kind === kind) this.bySnapshot.set(String(json.linkId), item);
			else if (typeof json.id === 'string') this.byMember.set(keyOf(json.id), item);
		}
	}

	/** A snapshot without a link id is the only one of its side. */
	ofLink(linkId: string): IPairedItemData[] {
		return this.pair(this.bySnapshot.get(linkId) ?? this.bySnapshot.get(''));
	}

	ofMember(linkId: string, id: string): IPairedItemData[] {
		const item = this.byMember.get(this.keyOf(id));
		return item === undefined ? this.ofLink(linkId) : this.pair(item);
	}

	private pair(item: number | undefined): IPairedItemData[] {
		return item === undefined ? [] : [{ item, input: this.input }];
	}
}
