export type DirectoryRead = 'nothing' | 'directory' | 'singles';

/**
 * Which way needs fewer calls for the records that are still missing: the rest of the directory, page by page,
 * or one call per person. At a tie people are read singly: that moves less data.
 *
 * `pagesLeft` is null before the first page, which tells how many there are; at least that one would be read.
 */
export function directoryReadPlan({
	missing,
	pagesLeft,
}: {
	missing: number;
	pagesLeft: number | null;
}): DirectoryRead {
	if (missing === 0) return 'nothing';
	if (pagesLeft === 0) return 'singles';
	return (pagesLeft ?? 1) < missing ? 'directory' : 'singles';
}
