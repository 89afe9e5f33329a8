/**
 * The shapes that travel between the nodes. Pure data: everything here survives JSON.
 * Contract: design sections 3 (snapshots), 4 to 6 (plan), 7 (memory), 8 (statuses).
 *
 * Absent, null and '' are three different answers of a service. A key that is absent here was absent there.
 */

export type * from './fieldValues';
export type * from './links';
export type * from './memory';
export type * from './outcomes';
export type * from './plan';
export type * from './snapshots';
export type * from './statuses';
