import os from 'node:os';

/** What the numbers were measured on. */
export function machine(): string {
	const [cpu] = os.cpus();
	return `${os.cpus().length} x ${cpu?.model.trim() ?? 'unknown processor'}, Node ${process.versions.node}, load ${os.loadavg()[1]?.toFixed(1) ?? '?'} over the last 5 minutes when it ended`;
}
