/** Progress on stderr: step n of m, and the time that has passed. */
export function progressOf(steps: number): (what: string) => void {
	const startedAt = performance.now();
	let done = 0;
	return (what) => {
		done = Math.min(done + 1, steps);
		const seconds = Math.round((performance.now() - startedAt) / 1000);
		process.stderr.write(`  [${done}/${steps}, ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}] ${what}\n`);
	};
}
