import { noviCompany, noviPerson, type NoviAddress, type NoviCustomField, type NoviMember } from '../novi/records.mjs';
import { pick, randomGuid, type Random } from '../shared/random.mjs';
import { addressPart, COMPANY_KINDS, COMPANY_WORDS, FIRST_NAMES, JOB_TITLES, LAST_NAMES } from './names.mjs';

export const CUSTOM_FIELDS: NoviCustomField[] = [
	{ CustomFieldUniqueID: 'c0000000-0000-4000-8000-000000000001', Name: 'Mentor Program', DisplayName: 'Mentor program', Type: 1, TypeName: 'Text' },
	{ CustomFieldUniqueID: 'c0000000-0000-4000-8000-000000000002', Name: 'Areas of Practice', DisplayName: 'Areas of practice', Type: 1, TypeName: 'Text' },
];

export function companies(random: Random, count: number): NoviMember[] {
	return Array.from({ length: count }, (_, index) => {
		const turn = Math.floor(index / (COMPANY_WORDS.length * COMPANY_KINDS.length));
		const name = `${COMPANY_WORDS[index % COMPANY_WORDS.length]} ${COMPANY_KINDS[Math.floor(index / COMPANY_WORDS.length) % COMPANY_KINDS.length]}`;
		const Name = turn === 0 ? name : `${name} ${turn + 1}`;
		return noviCompany({
			UniqueID: randomGuid(random), Name, Email: `office@${addressPart(Name)}${turn || ''}.example`, AccountEmail: index % 2 === 0 ? null : '',
			Website: `https://${addressPart(Name)}.example`, FirstName: null, LastName: null, BillingAddress: address(random),
		});
	});
}

/**
 * One person of the association. By their number in the list, some are special, so that every size has all kinds:
 * no login (null or blank), inactive, a login that differs from the contact address, an address in capitals,
 * a shared contact address, no company, no job title.
 */
export function person(random: Random, index: number, employers: readonly NoviMember[]): NoviMember {
	const FirstName = pick(random, FIRST_NAMES);
	const LastName = pick(random, LAST_NAMES);
	const employer = employers.length > 0 && index % 9 !== 4 ? pick(random, employers) : undefined;
	const local = `${addressPart(FirstName) || 'm'}.${addressPart(LastName) || 's'}.${index}`;
	const own = `${local}@members.example`;
	const is = (every: number, rest: number): boolean => index % every === rest;
	const login = is(17, 5) ? null : is(29, 7) ? '' : is(23, 11) ? `${local}@private.example` : is(31, 13) ? own.toUpperCase() : own;
	const UniqueID = randomGuid(random);
	return noviPerson({
		UniqueID, FirstName, LastName, Name: `${FirstName} ${LastName}`,
		MiddleName: is(2, 0) ? null : '', Suffix: is(41, 3) ? 'Jr.' : null, Title: is(3, 0) ? 'Dr.' : '',
		Email: is(19, 8) && employer ? employer.Email : own,
		AccountEmail: login,
		Active: !is(37, 9), Approved: true,
		ParentCustomerUniqueID: employer?.UniqueID ?? null, ParentMemberName: employer?.Name ?? (is(2, 0) ? null : ''),
		DuesPayerUniqueID: employer?.UniqueID ?? UniqueID,
		JobTitle: is(13, 6) ? (is(2, 0) ? null : '') : pick(random, JOB_TITLES),
		MemberStatus: employer ? 'inheriting' : is(11, 2) ? 'grace_period' : 'current',
		BillingAddress: is(4, 1) ? address(random) : null,
		Phone: is(2, 1) ? `555-01${String(index % 100).padStart(2, '0')}` : '',
		CustomFields: is(5, 0) ? mentorField(UniqueID) : {},
		LastUpdatedDate: `2026-0${1 + (index % 9)}-1${index % 10}T0${index % 10}:31:52.${String(4_566_667 + index).slice(-7)}-04:00`,
	});
}

function mentorField(memberId: string): NoviMember['CustomFields'] {
	const [field] = CUSTOM_FIELDS;
	if (!field) return {};
	const { CustomFieldUniqueID, Name } = field;
	return { [Name]: { CustomerUniqueID: memberId, CustomFieldUniqueID, CustomFieldName: Name, Value: 'Mentor', IsSumOfChildren: false } };
}

function address(random: Random): NoviAddress {
	const city = pick(random, ['Springfield', 'Riverton', 'Lakewood', 'Fairview']);
	return { Address1: `${1 + Math.floor(random() * 900)} Main Street`, Address2: '', City: city, ZipCode: '00000', StateProvince: 'OH', Country: null };
}
