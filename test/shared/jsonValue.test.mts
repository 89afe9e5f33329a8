/** Parameters of the type JSON: the value out of an expression, or text that somebody typed. */
import { jsonValue } from '../../nodes/shared/jsonValue';

const LIST = [{ link_id: 'board' }];

test.each<[what: string, given: unknown, value: unknown]>([
	['a list out of an expression', LIST, LIST],
	['a list as text', JSON.stringify(LIST), LIST],
	['an object as text between blanks', ' {"JobTitle": 50}\n', { JobTitle: 50 }],
	['a number as text', '5', 5],
	['nothing at all', undefined, undefined],
	['null out of an expression', null, null],
	['null as text', 'null', null],
])('%s is that value', (_what, given, value) => {
	expect(jsonValue(given, 'blank')).toEqual({ value, broken: false });
});

test.each([[''], ['  \n']])('the empty text %j stands for what the operation says, or for nothing', (given) => {
	expect(jsonValue(given, LIST)).toEqual({ value: LIST, broken: false });
	expect(jsonValue(given)).toEqual({ value: undefined, broken: false });
});

test.each([['{'], ['link=board'], ["[{'a': 1}]"], ['undefined'], ['[object Object]']])('%s is no JSON, and never what an empty text stands for', (given) => {
	expect(jsonValue(given, LIST)).toEqual({ value: undefined, broken: true });
});
