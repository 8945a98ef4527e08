import { Injectable } from '@nestjs/common';
import { CrmClients, type CrmRead } from '#connectors';
import { Clock } from '#platform';
import type { AnnouncedLead } from './announcement.js';
import type { CompiledConnection, ReadLead } from './compile-connection.js';
import { isOfCrm, propertiesOf } from './crm-properties.js';
import { wordNotReadBack } from './word-attention.js';

/** Reads announced leads back from the CRM that told of them. */
@Injectable()
export class ReadRecords {
  constructor(private readonly crms: CrmClients, private readonly clock: Clock) {}

  /** One for one. What the CRM refuses to show waits for a person. Errors: those of `CrmClient.readLeads`, retryable, and CRM.NO_TOKEN. */
  async read(compiled: CompiledConnection, leads: readonly Pick<AnnouncedLead, 'objectId' | 'senderId'>[]): Promise<ReadLead[]> {
    const { connection } = compiled;
    if (!isOfCrm(connection)) throw new Error(`The connection ${compiled.name} has no CRM to read back from.`);
    const answer = await this.crms.of(connection.crm).readLeads(leads.map(({ objectId }) => objectId), [...new Set(Object.values(propertiesOf(connection)))]);
    if (answer.outcome === 'refused') return leads.map(() => ({ attention: wordNotReadBack(compiled, answer.vendorSaid) }));
    const properties = propertiesById(answer);
    return compiled.read({ leads: leads.map((lead) => ({ ...lead, properties: properties.get(lead.objectId) ?? null })), changes: [], others: 0 }, this.clock.now());
  }
}

const propertiesById = ({ records }: CrmRead & { outcome: 'read' }) => new Map(records.map(({ objectId, properties }) => [objectId, properties]));
