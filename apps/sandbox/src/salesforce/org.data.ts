import { TEAM } from '../world/team.data.js';

/** Users of the organisation. */
export const USERS: readonly { readonly id: string; readonly name: string; readonly active: boolean }[] = TEAM.map(({ firstName, lastName, active }, index) =>
  ({ id: `005RW${String(index + 1).padStart(10, '0')}AAA`, name: `${firstName} ${lastName}`, active }));

/** What an administrator made there for Leadwright. */
export const OWN_COLUMNS: readonly string[] = ['Leadwright_Lead_Id__c', 'Leadwright_Company_Size__c', 'Leadwright_Industry__c', 'Leadwright_Fit__c', 'Leadwright_Summary__c'];

export const LEAD_COLUMNS: ReadonlySet<string> = new Set([
  'Id', 'SystemModstamp', 'OwnerId', 'CreatedDate', 'FirstName', 'LastName', 'Email', 'Phone', 'MobilePhone', 'Title', 'Company', 'Website', 'Country', 'State',
  'NumberOfEmployees', 'Industry', 'LeadSource', 'Status', 'Description', 'IsConverted', ...OWN_COLUMNS,
]);
export const TASK_COLUMNS: ReadonlySet<string> = new Set(['Id', 'WhoId', 'Subject', 'Description', 'ActivityDate', 'Priority', 'Status', 'OwnerId', 'CreatedDate']);
