/** n8n runs the steps behind one node from the top of the canvas to its bottom: in the alerts, this order means that nothing is lost. */
import { readTemplate, wiresOf } from '../support/templates.mjs';

const template = readTemplate('workflows/alerts.json');
const node = (name: string) => template.nodes.find((each) => each.name === name)!;
const heightOf = (name: string): number => node(name).position[1];

test.each<[string, string, string]>([
	['a mail is sent before it is remembered', 'Send Mail', 'Store What Was Told'],
	['what was told is stored before the check counts as done', 'Store What Was Told', 'Note This Check'],
	['the ping says that all of this was done', 'Note This Check', 'All Well, and a Ping Address?'],
])('%s', (_rule, first, second) => expect(heightOf(first)).toBeLessThan(heightOf(second)));

test('a mail that is refused ends the run; a ping that nobody answers does not', () => {
	expect([node('Send Mail').onError, node('Ping').onError]).toEqual([undefined, 'continueRegularOutput']);
});

test.each(['full-sync.json', 'release-held-removals.json', 'profile-update.json', 'alerts.json'])('%s notes by itself that it broke off', (file) => {
	const workflow = readTemplate(`workflows/${file}`);
	const follow = (names: string[]): string[] => {
		const next = wiresOf(workflow).filter(({ from, to }) => names.includes(from) && !names.includes(to)).map(({ to }) => to);
		return next.length > 0 ? follow([...names, ...next]) : names;
	};
	const trigger = workflow.nodes.find(({ type }) => type === 'n8n-nodes-base.errorTrigger');
	const noting = follow([trigger?.name ?? '']).map((name) => JSON.stringify(workflow.nodes.find((each) => each.name === name)?.parameters));
	expect(noting.some((text) => /novi_forj_(runs|links)/.test(text) && /"(status|outcome)":"(Error|Check failed)"/.test(text))).toBe(true);
	expect(workflow.settings.errorWorkflow).toBeUndefined();
});
