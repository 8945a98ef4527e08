import { Controller } from '@nestjs/common';
import { CrmClients } from '#connectors';
import { terminal, toFailure, type Connection, type Failure } from '#contracts';
import { DeadLetters, OnTask, type Task } from '#messaging';
import { Clock, Environment, Log } from '#platform';
import { KnownConnections } from './known-connections.js';
import { senderOf } from './sender.js';
import { channelIdOf, KEEP_CHANNEL, type KeepChannelPayload } from './zoho-channel-task.js';

type OfZoho = Extract<Connection, { vendor: 'zoho' }>;

const DAY_MS = 86_400_000;
/** A channel ends after seven days; one that asks for a moment more gets an hour. */
const LIFE_MS = 7 * DAY_MS - 3_600_000;
/** Attempts in a row before a person is told; it is tried again the next day. */
const ATTEMPTS = 8;

/** Prolongs the notification channel of a Zoho connection every day, and opens it where there is none. */
@Controller()
export class ZohoChannelConsumer {
  constructor(
    private readonly connections: KnownConnections, private readonly crms: CrmClients, private readonly environment: Environment, private readonly deadLetters: DeadLetters,
    private readonly clock: Clock, private readonly log: Log,
  ) {}

  @OnTask<KeepChannelPayload>(KEEP_CHANNEL, { attempts: ATTEMPTS + 1, leaseMs: 60_000 })
  async keep(task: Task<KeepChannelPayload>): Promise<void> {
    const { deadLetters } = this;
    const { connection: name } = task.payload;
    const connection = this.connections.all[name];
    if (connection?.vendor !== 'zoho' || !connection.keepChannel) return;
    const tomorrow = this.clock.now() + DAY_MS;
    // While a secret is missing its calls are refused anyway, and its card says which.
    if (this.connections.whyOff(name) !== null) return task.later(tomorrow);
    const failure = await this.prolong(name, connection, task.attempt);
    if (failure === null) this.log.info('zoho-channel.kept', { connection: name });
    await task.later(tomorrow, { *write() { if (failure !== null) yield* deadLetters.add([wordNotKept(name, connection, failure, task.attempt)]); } });
  }

  private async prolong(name: string, connection: OfZoho, attempt: number): Promise<Failure | null> {
    const { publicUrl } = this.environment;
    if (!publicUrl.startsWith('https://')) return terminal('INTAKE.NOT_PUBLIC', `PUBLIC_URL is ${publicUrl}, which Zoho cannot call; it needs a public https address.`);
    const { secret } = senderOf(connection);
    const [token] = this.environment.secrets(secret);
    try {
      const refusal = await this.crms.keepZohoChannel(connection.crm, { id: channelIdOf(name), token: token!, notifyUrl: `${publicUrl}/hooks/${name}`, until: this.clock.now() + LIFE_MS });
      return refusal && terminal('INTAKE.CHANNEL_REFUSED', refusal.vendorSaid);
    } catch (error) {
      const failure = toFailure(error);
      if (failure.retryable && attempt < ATTEMPTS) throw failure;
      return failure;
    }
  }
}

const wordNotKept = (name: string, connection: OfZoho, failure: Failure, attempts: number) => ({
  kind: 'task' as const, leadId: 'unknown', failure, attempts, redrive: null,
  title: `The notification channel of ${connection.label ?? name} was not prolonged`,
  detail: `Zoho ends a channel after seven days; then no call comes any more. It said: ${failure.message}`,
  fix: `Give the client of ${connection.crm.token} the scope ZohoCRM.notifications.ALL, and look at PUBLIC_URL. It is tried again tomorrow and at the next start; close this when it is mended. Until then leads are found every now and then (reconcile).`,
});
