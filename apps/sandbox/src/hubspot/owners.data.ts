import { TEAM } from '../world/team.data.js';

/** The users of the account who own contacts; HubSpot keeps who left as archived. */
export interface HubspotOwner { readonly id: string; readonly firstName: string; readonly lastName: string; readonly email: string; readonly archived: boolean }

export const HUBSPOT_OWNERS: readonly HubspotOwner[] = TEAM.map(({ firstName, lastName, mailbox, active }, index) =>
  ({ id: String(7_001 + index), firstName, lastName, email: `${mailbox}@rimewell.example`, archived: !active }));
