import { InputError } from '@backstage/errors';
import {
  MAX_CHANGES,
  sshEntryWritePermission,
} from '@wheelhouse/plugin-sshmenu-common';
import type { Callers } from '@wheelhouse/plugin-tenancy-node';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { onlyReading } from './service/access';
import type { Audit } from './service/Audit';
import type { Sync } from './service/Sync';

/** What the route of machines needs. */
export interface SyncRouterOptions {
  callers: Callers;
  sync: Sync;
  audit: Audit;
}

/** The exchange of machines. */
export function createSyncRouter(options: SyncRouterOptions): Router {
  const { callers, sync, audit } = options;
  const router = PromiseRouter();

  /**
   * @openapi
   * /sync:
   *   post:
   *     summary: The whole exchange of a machine
   *     description: >-
   *       Sends what changed on the machine and answers what it has not heard of. A call that is repeated changes nothing
   *       twice. Each change is taken or `rejected` for itself, with the reason. A list that one no longer sees comes as
   *       `gone`. With `more` there is more: call again with the new cursor. Without the scope `sshmenu:write` a key
   *       may ask but not tell, and so may whoever lacks the permission `sshmenu.entry.write`.
   *     x-scope: read
   *     x-permission: [sshmenu.entry.read, sshmenu.entry.write]
   *     requestBody:
   *       required: true
   *       content:
   *         application/json:
   *           schema:
   *             type: object
   *             additionalProperties: false
   *             required: [changes]
   *             properties:
   *               cursor: { type: string, maxLength: 200000, description: 'Of the last answer; absent: from the beginning' }
   *               changes: { type: array, maxItems: 1000, items: {}, description: 'As the answer has them' }
   *     responses:
   *       200:
   *         description: What the machine has not heard of, and what was not taken
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/SyncResponse' }
   */
  router.post('/sync', async (req, res) => {
    // Without writing a machine still hears of what is new; its own changes are refused one by one.
    const who = await callers.of(req, {
      [sshEntryWritePermission.name]: onlyReading,
    });
    const { cursor, changes } = req.body as {
      cursor?: string;
      changes: unknown[];
    };
    if (changes.length > MAX_CHANGES) {
      throw new InputError(`At most ${MAX_CHANGES} changes at a time`);
    }
    const taken = changes.some(isOfEntry)
      ? await audit.record(
          req,
          who,
          'entries-sync',
          { changes: changes.length },
          () => sync.take(who, changes),
          ({ changed, rejected }) => ({
            rejected: rejected.length,
            ...Object.fromEntries(changed),
          }),
        )
      : await sync.take(who, changes);
    const told = await sync.tell(who, cursor);
    // Put together from texts as they are kept: a first sync has ten thousand entries.
    const parts = [
      `"cursor":${JSON.stringify(told.cursor)}`,
      `"changes":[${told.changes.join(',')}]`,
      `"rejected":${JSON.stringify(taken.rejected)}`,
      ...(told.more ? ['"more":true'] : []),
    ];
    res.type('json').send(`{${parts.join(',')}}`);
  });

  return router;
}

/** What somebody counts and chooses for themselves is nobody else's matter. */
function isOfEntry(change: unknown): boolean {
  const { type } = Object(change);
  return type !== 'use' && type !== 'ownUser';
}
