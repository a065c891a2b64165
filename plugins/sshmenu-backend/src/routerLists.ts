import type { Page, EntryList } from '@wheelhouse/plugin-sshmenu-common';
import type { Callers } from '@wheelhouse/plugin-tenancy-node';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { Audit } from './service/Audit';
import type { EntryLists } from './service/EntryLists';

/** What the routes of lists need. */
export interface ListsRouterOptions {
  callers: Callers;
  entryLists: EntryLists;
  audit: Audit;
}

/** The lists that somebody sees, and who writes them. */
export function createListsRouter(options: ListsRouterOptions): Router {
  const { callers, entryLists, audit } = options;
  const router = PromiseRouter();

  /**
   * @openapi
   * /lists:
   *   get:
   *     summary: Your own list, and one for each of your groups
   *     x-scope: read
   *     x-permission: sshmenu.entry.read
   *     responses:
   *       200:
   *         description: All of them; there is no further page
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/EntryListPage' }
   */
  router.get('/lists', async (req, res) => {
    const who = await callers.of(req);
    const page: Page<EntryList> = { items: await entryLists.lists(who) };
    res.json(page);
  });

  /**
   * @openapi
   * /lists/{list}:
   *   put:
   *     summary: Say who may write a group's list
   *     description: >-
   *       For administrators, of the groups of their own tenant. `members`: everyone in the group; `admins`: the
   *       administrators among them, and all others read. In the address the group is escaped: `group%3Aacme%2Fops`.
   *     x-scope: lists
   *     x-permission: [sshmenu.entry.read, sshmenu.list.write]
   *     requestBody:
   *       required: true
   *       content:
   *         application/json:
   *           schema:
   *             type: object
   *             additionalProperties: false
   *             required: [writers]
   *             properties:
   *               writers: { type: string, enum: [members, admins] }
   *     responses:
   *       200:
   *         description: How it is set now
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/ListSettings' }
   */
  router.put('/lists/:list', async (req, res) => {
    const who = await callers.of(req);
    const { list } = req.params;
    const { writers } = req.body;
    const settings = await audit.record(
      req,
      who,
      'list-writers-change',
      { list, writers },
      () => entryLists.setWriters(who, list, writers),
    );
    res.json(settings);
  });

  return router;
}
