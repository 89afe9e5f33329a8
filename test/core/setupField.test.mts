/** Design 4.6 and 9: one Novi field is mapped to one Forj field, and what must not be mapped is refused with its reason. */
import type { Row } from '../../nodes/core/linkRow';
import { prepareField } from '../../nodes/core/setup/fieldChange';
import { noviFieldChoices } from '../../nodes/core/setup/noviFields';
import { ANSWER, DIRECTION_LABELS, STANDARD } from '../../nodes/core/setup/texts';
import { FIELDS } from '../../nodes/core/texts';

const CHOICES = {
	novi_field: [...noviFieldChoices([{ Name: 'Region', DisplayName: 'Sales Region' }, { Name: 'Phone', DisplayName: 'Phone' }]), { id: 'Email', label: 'Email' }],
	forj_field: ['company_name', 'first_name', 'headline', 'job_title', 'last_name', 'role'].map((key) => ({ id: key, label: key })).concat([STANDARD]),
	direction: Object.entries(DIRECTION_LABELS).map(([id, label]) => ({ id, label })),
};
const LINKS = [
	{ link_id: 'a', enabled: true },
	{ link_id: 'b', enabled: false },
];
const TITLE = { novi_field: 'JobTitle', forj_field: 'role', direction: 'novi_to_forj' };

const map = (novi_field: string, forj_field: string, direction: string = DIRECTION_LABELS.novi_to_forj, fields: Row[] = []) =>
	prepareField({ fields, links: LINKS, choices: CHOICES, answers: { novi_field, forj_field, direction } });

it.each<[string, string, string, Row]>([
	['Job title (JobTitle)', 'role', DIRECTION_LABELS.both, { novi_field: 'JobTitle', forj_field: 'role', direction: 'both' }],
	['Company (ParentMemberName)', 'headline', DIRECTION_LABELS.novi_to_forj, { novi_field: 'ParentMemberName', forj_field: 'headline', direction: 'novi_to_forj' }],
	['Sales Region (Region), custom field', 'role', DIRECTION_LABELS.forj_to_novi, { novi_field: 'Region', forj_field: 'role', direction: 'forj_to_novi' }],
])('%s to %s, %s', (novi, forj, direction, row) => {
	expect(map(novi, forj, direction)).toMatchObject({ ok: true, row, fields: [row] });
});

it('takes the place of earlier rows of the same Novi field, and of no other', () => {
	const phone = { novi_field: 'Phone', forj_field: 'headline', direction: 'novi_to_forj' };
	expect(map('Job title (JobTitle)', 'job_title', undefined, [TITLE, phone]).fields).toEqual([phone, { ...TITLE, forj_field: 'job_title' }]);
});

it('back to how it was delivered drops the rows of the field', () => {
	expect(map('Job title (JobTitle)', STANDARD.label, undefined, [TITLE])).toMatchObject({ ok: true, row: null, novi_field: 'JobTitle', fields: [] });
});

it('is shown for the links that are on', () => {
	const { links, all_links } = map('Job title (JobTitle)', 'role');
	expect([links, all_links]).toEqual([[LINKS[0]], LINKS]);
});

it('offers a custom field with the name of a standard field once', () => {
	expect(CHOICES.novi_field.filter(({ id }) => id === 'Phone')).toEqual([{ id: 'Phone', name: 'Phone', label: 'Phone (Phone)' }]);
});

it.each<[string, string, string, Row[], string]>([
	['a Forj field that a standard field has', 'Phone (Phone)', 'job_title', [], ANSWER.keyTwice('job_title', 'JobTitle')],
	['a Forj field that another row has', 'Phone (Phone)', 'role', [TITLE], ANSWER.keyTwice('role', 'JobTitle')],
	['an e-mail address', 'Email', 'role', [], FIELDS.identity('Email')],
	['nothing on the Novi side', '', 'role', [], ANSWER.missing('Field in Novi')],
	['a Forj field that was not offered', 'Phone (Phone)', 'shoe_size', [], ANSWER.missing('Field in Forj')],
])('refuses %s', (_case, novi, forj, fields, fault) => {
	expect(map(novi, forj, undefined, fields)).toMatchObject({ ok: false, fault, fields: [] });
});

it('refuses to write the company name to Novi: it belongs to the record of the company', () => {
	expect(map('Company (ParentMemberName)', 'headline', DIRECTION_LABELS.both).fault).toBe(FIELDS.notWritable('ParentMemberName'));
});
