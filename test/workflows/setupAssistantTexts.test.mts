/** A sync has read its links when it begins: what the assistant changes meanwhile counts from the next one on, and the assistant says so. */
import { readTemplate } from '../support/templates.mjs';

const { nodes } = readTemplate('workflows/setup-assistant.json');
const message = String(nodes.find(({ name }) => name === 'Changed')?.parameters.completionMessage);
const [on = '', off = ''] = message.split(" : '");

test.each([
	['changed', on],
	['switched off', off],
])('a link that is %s: the sync that is running right now still ends as it began', (_what, said) => {
	expect(said).toMatch(/running right now still ends/);
});
