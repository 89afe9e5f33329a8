/**
 * Column `direction` of `novi_forj_runs`: whose row it is (design section 7). Rows of the sync and rows of what the alerts told
 * name the same links, so whoever reads the table tells them apart by this.
 */
export const RUN_DIRECTION = {
	/** The full sync; one row per link and run. */
	sync: 'novi_to_forj',
	/** The profile update; its rows name no link. */
	profiles: 'forj_to_novi',
	/** What the alerts told; these rows are no runs. */
	alert: 'alert',
} as const;
