import type { LiveTicket } from '@wheelhouse/plugin-live-common';
import { generateSecret, hashSecret } from '@wheelhouse/plugin-tenancy-node';
import type { TicketStore } from '../store/TicketStore';

/** How long a ticket lives, in milliseconds. */
const TICKET_MS = 30_000;

/** What browsers open sockets with: they cannot send a bearer. Each works once, on any server. */
export class Tickets {
  constructor(private readonly store: TicketStore) {}

  async issue(authId: string): Promise<LiveTicket> {
    const ticket = generateSecret();
    const expires = new Date(Date.now() + TICKET_MS);
    await this.store.add(hashSecret(ticket), authId, expires);
    return { ticket, expires: expires.toISOString() };
  }

  /** The auth that a ticket stands for, the first time; undefined: it is unknown, used or too old. */
  async redeem(ticket: string): Promise<string | undefined> {
    return this.store.take(hashSecret(ticket));
  }
}
