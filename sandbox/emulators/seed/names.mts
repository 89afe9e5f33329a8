/** Invented names and words for the emulated association. */

export const FIRST_NAMES = [
	'Amara', 'Søren', 'Zoë', 'José', 'Ngọc', 'Łukasz', 'Anneliese', 'Björn', 'Chloé', 'Dmitri', 'Eilidh', 'Farah', 'Grace', 'Hiroko',
	'Ingrid', 'Jamal', 'Keiko', 'Leticia', 'Mateo', 'Nadia', 'Oluwaseun', 'Priya', 'Quentin', 'Renée', 'Siobhán', 'Tomás', 'Ursula',
	'Viktor', 'Wanda', 'Xiomara', 'Yusuf', 'Žofia', 'Ana María', 'Jean-Luc', 'D’Andre', 'Mary Beth', 'Ravi', 'Thandiwe', '美咲', 'Αλέξης',
] as const;

export const LAST_NAMES = [
	'Ashworth', 'Bäcker', 'Castañeda', 'Dąbrowski', 'Eriksdóttir', 'Fitzgerald', 'García Márquez', 'Haddad', 'Ivanova', 'Jørgensen',
	'Kovač', 'Lindqvist', 'MacLeod', 'Nguyễn', 'O’Sullivan', 'Pereira', 'Quiñones', 'Rousseau', 'Şahin', 'Tanaka', 'Ümit', 'van der Berg',
	'Whitfield', 'Xu', 'Yılmaz', 'Zhang', 'Okafor', 'Smith-Jones', 'St. Clair', 'Đorđević', 'Novak', 'Bennett', 'Moreau', 'Patel', '佐藤', 'Παππάς',
] as const;

export const JOB_TITLES = [
	'Executive Director', 'Director of Membership', 'Project Manager', 'Senior Engineer', 'Vice President, Operations', 'Marketing Coordinator',
	'Owner', 'Chief Financial Officer', 'Estimator', 'Safety Officer', 'Account Manager', 'Architect', 'Policy Analyst', 'Student', 'Partner',
	'Head of R&D', 'Regional Sales Lead', 'Sustainability Advisor',
] as const;

export const COMPANY_WORDS = [
	'Cedar', 'Granite', 'Harbor', 'Summit', 'Prairie', 'Blue Heron', 'Keystone', 'Northwind', 'Juniper', 'Ironwood', 'Lakeshore', 'Meridian',
	'Copper', 'Évergreen', 'Foxglove', 'Sandstone', 'Windmill', 'Redwood', 'Silver Birch', 'Tidewater',
] as const;

export const COMPANY_KINDS = ['Builders', 'Engineering, Inc.', 'Partners LLC', 'Supply Co.', 'Group', '& Sons', 'Consulting', 'Works', 'Design Studio', 'Logistics'] as const;

export const GROUP_NAMES = ['All Members', 'Emerging Professionals', 'Annual Conference 2026', 'Government Affairs Committee', 'Board of Directors'] as const;

/** Letters that an e-mail address can carry: accents removed, everything else that is not a to z dropped. */
export function addressPart(name: string): string {
	return name.normalize('NFD').toLowerCase().replace(/ø/g, 'o').replace(/ł/g, 'l').replace(/đ/g, 'd').replace(/ı/g, 'i').replace(/[^a-z]/g, '');
}
