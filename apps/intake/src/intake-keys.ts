import { createHmac, createSecretKey, type Hmac, type KeyObject } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { secretKey, UnitOfWork } from '#persistence';
import { Clock } from '#platform';

/** Keyed digests: equal for equal values, and nothing that could be guessed from without the key. Made once, the same for every replica. */
@Injectable()
export class IntakeKeys implements OnModuleInit {
  /** A key object: made from bytes for every digest it would cost more than the digest. */
  private key: KeyObject | null = null;

  constructor(private readonly work: UnitOfWork, private readonly clock: Clock) {}

  async onModuleInit(): Promise<void> {
    const now = this.clock.now();
    this.key = createSecretKey(await this.work.transact({ write: () => secretKey('intake-digests', now) }));
  }

  /** 64 hexadecimal digits over the parts, kept apart. */
  digest(...parts: readonly string[]): string {
    return this.hmac().update(JSON.stringify(parts)).digest('hex');
  }

  /** The bytes as they come, and once they are through, their digest. */
  stream(bytes: AsyncIterable<Buffer>): { digested: AsyncGenerator<Buffer>; digest: () => string } {
    const hmac = this.hmac();
    async function* digested(): AsyncGenerator<Buffer> {
      for await (const some of bytes) {
        hmac.update(some);
        yield some;
      }
    }
    return { digested: digested(), digest: () => hmac.digest('hex') };
  }

  digestBytes(bytes: Uint8Array): string {
    return this.hmac().update(bytes).digest('hex');
  }

  private hmac(): Hmac {
    return createHmac('sha256', this.key!);
  }
}
