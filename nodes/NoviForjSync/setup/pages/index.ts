/** All pages by their names, as Make Page offers them. */
import type { INodeExecutionData } from 'n8n-workflow';

import type { Row } from '../../../core/linkRow';
import type { Page } from '../page';
import { chooseLinkPage, settingsPage, unlinkPage } from './change';
import { apiReportPage, ssoPage, writeCheckPage } from './checks';
import { connectionsPage } from './connections';
import { fieldMapPage } from './fieldMap';
import { linkPage, newGroupPage, privateLevelPage } from './link';
import { personPage } from './person';
import { planPage } from './plan';
import { readinessPage } from './readiness';

type MakePage = (data: Row, items: readonly INodeExecutionData[]) => Page;

export const PAGES: Record<string, MakePage> = {
	apiReport: apiReportPage,
	chooseLink: chooseLinkPage,
	connections: connectionsPage,
	fieldMap: fieldMapPage,
	link: linkPage,
	linkSettings: settingsPage,
	newGroup: newGroupPage,
	person: personPage,
	plan: planPage,
	privateLevel: privateLevelPage,
	readiness: readinessPage,
	sso: ssoPage,
	unlink: unlinkPage,
	writeCheck: writeCheckPage,
};
