import {
  decodeCursor,
  encodeCursor,
  parseIfMatch,
  parsePage,
  sendVersioned,
} from '@wheelhouse/http-node';
import type { Page, Setting } from '@wheelhouse/plugin-tenancy-common';
import type { Callers } from '@wheelhouse/plugin-tenancy-node';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { actorOf, demandAdministrator } from './caller';
import type { Journal } from './service/Journal';
import type { Settings } from './service/Settings';

/** What the routes of settings need. */
export interface SettingsRouterOptions {
  callers: Callers;
  settings: Settings;
  journal: Journal;
}

/** Settings: all who are signed in read them, administrators change them. */
export function createSettingsRouter(options: SettingsRouterOptions): Router {
  const { callers, settings, journal } = options;
  const router = PromiseRouter();

  /**
   * @openapi
   * /settings:
   *   get:
   *     summary: All settings
   *     x-scope: read
   *     x-no-permission: Settings are for everyone who is signed in
   *     parameters:
   *       - { $ref: '#/components/parameters/cursor' }
   *       - { $ref: '#/components/parameters/limit' }
   *     responses:
   *       200:
   *         description: By name; those that are declared but were never set have their default and version 0
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/SettingPage' }
   *   post:
   *     summary: Add a setting
   *     x-scope: settings
   *     x-permission: tenancy.setting.write
   *     requestBody:
   *       required: true
   *       content:
   *         application/json:
   *           schema:
   *             type: object
   *             additionalProperties: false
   *             required: [name, value]
   *             properties:
   *               name: { type: string, minLength: 1, maxLength: 128 }
   *               value: { description: Any JSON that the setting's declaration accepts }
   *     responses:
   *       201:
   *         description: The setting; its version is also the ETag
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/Setting' }
   */
  router.get('/settings', async (req, res) => {
    await callers.of(req);
    const { limit, cursor } = parsePage(req.query);
    const [after] = cursor ? decodeCursor(cursor, ['string']) : [''];
    const rest = (await settings.list()).filter(({ name }) => name > after);
    const page: Page<Setting> = { items: rest.slice(0, limit) };
    if (rest.length > limit) {
      page.nextCursor = encodeCursor([page.items[limit - 1].name]);
    }
    res.json(page);
  });
  router.post('/settings', async (req, res) => {
    const caller = demandAdministrator(await callers.of(req));
    const { name, value } = req.body;
    const setting = await journal.record(
      req,
      actorOf(caller),
      { event: 'setting-create', action: 'setting.created', subject: name },
      () => settings.create(name, value, caller.entity.account),
    );
    sendVersioned(res.status(201), setting);
  });

  /**
   * @openapi
   * /settings/{name}:
   *   get:
   *     summary: A setting
   *     x-scope: read
   *     x-no-permission: Settings are for everyone who is signed in
   *     responses:
   *       200:
   *         description: The setting; its version is also the ETag
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/Setting' }
   *   put:
   *     summary: Change a setting
   *     x-scope: settings
   *     x-permission: tenancy.setting.write
   *     parameters:
   *       - { name: If-Match, in: header, description: 'The version that the change is for: "3"', schema: { type: string, maxLength: 32 } }
   *     requestBody:
   *       required: true
   *       content:
   *         application/json:
   *           schema:
   *             type: object
   *             additionalProperties: false
   *             required: [value]
   *             properties:
   *               value: { description: Any JSON that the setting's declaration accepts }
   *     responses:
   *       200:
   *         description: The setting as it is now; its version is also the ETag
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/Setting' }
   *   delete:
   *     summary: Delete a setting, or put a declared one back to its default
   *     x-scope: settings
   *     x-permission: tenancy.setting.write
   *     parameters:
   *       - { name: If-Match, in: header, description: 'The version that the change is for: "3"', schema: { type: string, maxLength: 32 } }
   *     responses:
   *       204: { description: It is gone }
   */
  router.get('/settings/:name', async (req, res) => {
    await callers.of(req);
    sendVersioned(res, await settings.get(req.params.name));
  });
  router.put('/settings/:name', async (req, res) => {
    const caller = demandAdministrator(await callers.of(req));
    const { name } = req.params;
    const version = parseIfMatch(req);
    const setting = await journal.record(
      req,
      actorOf(caller),
      { event: 'setting-change', action: 'setting.changed', subject: name },
      () =>
        settings.change(name, req.body.value, version, caller.entity.account),
    );
    sendVersioned(res, setting);
  });
  router.delete('/settings/:name', async (req, res) => {
    const caller = demandAdministrator(await callers.of(req));
    const { name } = req.params;
    const version = parseIfMatch(req);
    await journal.record(
      req,
      actorOf(caller),
      { event: 'setting-delete', action: 'setting.deleted', subject: name },
      () => settings.delete(name, version, caller.entity.account),
    );
    res.status(204).end();
  });

  return router;
}
