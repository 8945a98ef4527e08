import type { LeadStatus } from '#contracts';

/**
 * Where a lead may go from where it is. Events of different topics come in any order; what is not in the table came late and changes nothing.
 * (`accepted → assigned` is a new epoch; whether an assignment is the newest is told by its epoch, not by this table.)
 */
export const LEAD_STATUS: Readonly<Record<LeadStatus, readonly LeadStatus[]>> = {
  captured:    ['enriched', 'researching', 'assigned', 'queued', 'accepted', 'closed'],
  enriched:    ['researching', 'assigned', 'queued', 'accepted', 'closed'],
  researching: ['assigned', 'queued', 'accepted', 'closed'],
  assigned:    ['accepted', 'queued', 'closed'],
  queued:      ['assigned', 'accepted', 'closed'],
  accepted:    ['assigned', 'queued', 'closed'],
  closed:      [],
};

export const canBecome = (from: LeadStatus, to: LeadStatus): boolean => LEAD_STATUS[from].includes(to);

/** The status after an event that speaks of `to`: `to` where the table allows it, else unchanged. */
export const nextStatus = (from: LeadStatus, to: LeadStatus): LeadStatus => (canBecome(from, to) ? to : from);
