import { Injectable } from '@nestjs/common';
import { CrmClients, type CrmPage, type CrmRead } from '#connectors';
import { terminal } from '#contracts';
import { Clock } from '#platform';
import type { AnnouncedLead } from './announcement.js';
import { compileConnection, type CompiledConnection, type ReadLead } from './compile-connection.js';
import { hasCrm, propertiesOf, type WithCrm } from './crm-properties.js';
import { wordNotReadBack } from './word-attention.js';

/** Reads leads from the CRM behind their connection. */
@Injectable()
export class ReadRecords {
  constructor(private readonly crms: CrmClients, private readonly clock: Clock) {}

  /** One for one. What the CRM refuses to show waits for a person. Errors: those of `CrmClient.readLeads`, retryable, and CRM.NO_TOKEN. */
  async read(compiled: CompiledConnection, leads: readonly Pick<AnnouncedLead, 'objectId' | 'senderId'>[]): Promise<ReadLead[]> {
    const connection = withCrm(compiled);
    const answer = await this.crms.of(connection.crm).readLeads(leads.map(({ objectId }) => objectId), [...new Set(Object.values(propertiesOf(connection)))]);
    if (answer.outcome === 'refused') return leads.map(() => ({ attention: wordNotReadBack(compiled, answer.vendorSaid) }));
    const properties = propertiesById(answer);
    return compileConnection(compiled.name, connection, 'record').read({ leads: leads.map((lead) => ({ ...lead, properties: properties.get(lead.objectId) ?? null })), changes: [], others: 0 }, this.clock.now());
  }

  /** A page of what was made or changed since then (milliseconds). Errors: those of `CrmClient.listRecent`, retryable, and CRM.NO_TOKEN. */
  async listRecent(compiled: CompiledConnection, since: number, cursor: string | null): Promise<CrmPage> {
    return this.crms.of(withCrm(compiled).crm).listRecent(since, cursor);
  }
}

function withCrm({ name, connection }: CompiledConnection): WithCrm {
  if (!hasCrm(connection)) throw terminal('INTAKE.NO_CRM', `The connection ${name} has no crm to read from. Put it back into connections.yaml, or close what waits with a reason.`);
  return connection;
}

const propertiesById = ({ records }: CrmRead & { outcome: 'read' }) => new Map(records.map(({ objectId, properties }) => [objectId, properties]));
