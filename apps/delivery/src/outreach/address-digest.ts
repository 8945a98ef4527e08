import { createHmac } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { secretKey, UnitOfWork } from '#persistence';
import { Clock } from '#platform';

/** Keyed digests of mail addresses: the same for every replica, and nothing that could be guessed from without the key. */
@Injectable()
export class AddressDigest implements OnModuleInit {
  private key: Uint8Array = new Uint8Array();

  constructor(private readonly work: UnitOfWork, private readonly clock: Clock) {}

  async onModuleInit(): Promise<void> {
    const now = this.clock.now();
    this.key = await this.work.transact({ write: () => secretKey('delivery-addresses', now) });
  }

  /** 64 hexadecimal digits; upper and lower case are one address. */
  of(address: string): string {
    return createHmac('sha256', this.key).update(address.trim().toLowerCase()).digest('hex');
  }
}
