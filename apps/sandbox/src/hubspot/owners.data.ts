/** The users of the account who own contacts; Lars left, and HubSpot keeps him as archived. */
export interface HubspotOwner { readonly id: string; readonly firstName: string; readonly lastName: string; readonly email: string; readonly archived: boolean }

const owner = (id: string, firstName: string, lastName: string, mailbox: string, archived = false): HubspotOwner => ({ id, firstName, lastName, email: `${mailbox}@rimewell.example`, archived });

export const HUBSPOT_OWNERS: readonly HubspotOwner[] = [
  owner('7001', 'Ana', 'Castellan', 'ana.castellan'), owner('7002', 'Marcus', 'Oyelade', 'marcus.oyelade'), owner('7003', 'Priya', 'Venkat', 'priya.venkat'),
  owner('7004', 'Tom', 'Halvorsen', 'tom.halvorsen'), owner('7005', 'Nora', 'Byrne-Quill', 'nora.bq'), owner('7006', 'Jonas', 'Achterfeld', 'jonas.achterfeld'),
  owner('7007', 'Sofia', 'Marchelli', 'sofia.marchelli'), owner('7008', 'Grace', 'Okonjo', 'grace.okonjo'), owner('7009', 'Dieter', 'Wannstett', 'dieter.wannstett'),
  owner('7010', 'Lars', 'Ekendahl', 'lars.ekendahl', true),
];
