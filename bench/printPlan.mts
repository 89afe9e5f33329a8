/** Prints the section about the planner; `bench/run.mjs` puts it into docs/benchmarks.md. */
import os from 'node:os';
import { GOAL_SECONDS, measurePlans, planTable } from './plan.mjs';

const measurements = measurePlans();
const largest = measurements[measurements.length - 1];
const met = largest !== undefined && largest.planMs <= GOAL_SECONDS * 1000;
const [cpu] = os.cpus();

console.log(`## Planning

${planTable(measurements)}

Goal: 100,000 people on each side in under ${GOAL_SECONDS} s, and linear. This run: ${met ? 'met' : 'NOT met'}.
Measured on ${os.cpus().length} x ${cpu?.model.trim() ?? 'unknown processor'}, Node ${process.versions.node}: one warm-up, the fastest of five
rounds; extra memory is the highest growth of the heap while planning, with the plan itself. Fixed work: 90 % of the people on both sides (5 % with another
job title), 5 % only in Novi, 3 % only in Forj, 2 % without a login.`);
