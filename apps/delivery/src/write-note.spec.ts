import { describe, expect, it } from '@jest/globals';
import { aFit } from '#testing';
import { unknownLead, type DeliveryLead } from './delivery-lead.js';
import { writeNote } from './write-note.js';

const inputs = { publicUrl: 'https://leads.rimewell.example' };
const nora = { kind: 'rep' as const, rep: 'nora', name: 'Nora Byrne-Quill' };
const lead: DeliveryLead = { ...unknownLead('tessa'), summary: 'Tessa Moorcroft, Operations Director.', fit: { ...aFit('fit'), sentence: 'Good fit, 75 of 100 points (45 needed).' }, assignment: { epoch: 1, owner: nora, short: 'Rest of EMEA, her turn' } };

describe('the note beside a lead', () => {
  it('says what is known, whether it fits, who has it and why, and where the rest is', () => {
    expect(writeNote(lead, inputs)).toBe('Tessa Moorcroft, Operations Director.\nGood fit, 75 of 100 points (45 needed).\nGiven to Nora Byrne-Quill because: Rest of EMEA, her turn.\nhttps://leads.rimewell.example/leads/tessa');
  });

  it('names the queue of a lead without a rep, and leaves out what is not known', () => {
    const queued: DeliveryLead = { ...lead, summary: '', fit: null, assignment: { epoch: 1, owner: { kind: 'queue', queue: 'lead-desk', label: 'Lead desk', human: 'kemal' }, short: 'No rule matched' } };
    expect(writeNote(queued, inputs)).toBe('In the queue "Lead desk" because: No rule matched.\nhttps://leads.rimewell.example/leads/tessa');
  });
});
