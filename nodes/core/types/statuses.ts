/** How a person and a link stand (design section 8). */

export type PersonStatus =
	| 'Up To Date'
	| 'Added'
	| 'Updated'
	| 'Removed'
	| 'N/A'
	| 'Removal held'
	| 'Protected'
	| 'Unknown'
	| 'Error'
	| 'Not attempted';

/** What the run did in Forj. */
export type PersonAction = 'none' | 'add' | 'update' | 'remove';

export type LinkStatus = 'Syncing' | 'Up To Date' | 'Held' | 'Not ready' | 'Error' | 'Planned';
