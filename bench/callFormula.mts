/** How many calls one run of one link has to make, term by term; `bench` fails when the emulators counted others. */

const NOVI_PAGE = 1_000;
const FORJ_PAGE = 50;
const PER_JOB = 1_000;
/** As `nodes/ForjCommunity/actions/run.ts`: more adds go through an import. */
const BULK_ABOVE = 20;
/** The emulated Forj shows a job twice as open before it is done. */
export const LOOKS_AT_A_JOB = 3;

export interface LinkSizes {
	/** People and companies on the roster. */
	roster: number;
	/** People and companies in the whole directory. */
	directory: number;
	/** Rows of the Forj member list before the run. */
	members: number;
	adds: number;
	updates: number;
	removals: number;
}

export interface Term {
	service: 'Novi' | 'Forj';
	name: string;
	how: string;
	calls: (sizes: LinkSizes) => number;
}

const pages = (rows: number, size: number): number => Math.ceil(rows / size);

export const TERMS: readonly Term[] = [
	{ service: 'Novi', name: 'the group', how: '1', calls: () => 1 },
	{ service: 'Novi', name: 'roster', how: 'roster / 1,000, rounded up', calls: ({ roster }) => pages(roster, NOVI_PAGE) },
	{
		service: 'Novi',
		name: 'people\'s details, the cheapest way',
		how: 'the smaller of: roster (one by one); directory / 1,000, rounded up. Once a run, for all links together',
		calls: ({ roster, directory }) => Math.min(roster, pages(directory, NOVI_PAGE)),
	},
	{ service: 'Novi', name: 'probe of the roster\'s size at the end', how: '1', calls: () => 1 },
	{ service: 'Forj', name: 'the group\'s settings, before and after', how: '2', calls: () => 2 },
	{ service: 'Forj', name: 'member list', how: 'members / 50, rounded up, and the empty page that proves its end', calls: ({ members }) => pages(members, FORJ_PAGE) + 1 },
	{
		service: 'Forj',
		name: 'more than 20 adds: imports',
		how: 'adds / 1,000, rounded up; each has one start and its looks (3 here: the emulated Forj is done at the third)',
		calls: ({ adds }) => (adds > BULK_ABOVE ? pages(adds, PER_JOB) * (1 + LOOKS_AT_A_JOB) : 0),
	},
	{
		service: 'Forj',
		name: 'more than 20 adds: read-back',
		how: '(members + adds) / 50, rounded up, and the empty page; once for all imports',
		calls: ({ members, adds }) => (adds > BULK_ABOVE ? pages(members + adds, FORJ_PAGE) + 1 : 0),
	},
	{ service: 'Forj', name: 'up to 20 adds', how: '2 each: the add, and the member read back', calls: ({ adds }) => (adds > BULK_ABOVE ? 0 : adds * 2) },
	{ service: 'Forj', name: 'changed profiles', how: '1 each: the answer shows what Forj took; 2 where it shows nothing', calls: ({ updates }) => updates },
	{ service: 'Forj', name: 'removals', how: '2 each: the removal, and the member asked for, who must be gone (404)', calls: ({ removals }) => removals * 2 },
];

export function expectedCalls(sizes: LinkSizes): { novi: number; forj: number } {
	const sum = (service: Term['service']): number => TERMS.filter((term) => term.service === service).reduce((total, term) => total + term.calls(sizes), 0);
	return { novi: sum('Novi'), forj: sum('Forj') };
}

/** Throws when a run made other calls than the formula says. */
export function assertCalls(what: string, sizes: LinkSizes, counted: { novi: number; forj: number }): void {
	const expected = expectedCalls(sizes);
	if (counted.novi === expected.novi && counted.forj === expected.forj) return;
	throw new Error(`The run "${what}" made ${counted.novi} calls to Novi and ${counted.forj} to Forj; the formula says ${expected.novi} and ${expected.forj} for ${JSON.stringify(sizes)}.`);
}
