import { clientAddress, clientNetwork } from '@wheelhouse/http-node';
import type { CreatedApiKey } from '@wheelhouse/plugin-tenancy-common';
import type { Callers } from '@wheelhouse/plugin-tenancy-node';
import type { Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { actorOf, demandSession } from './caller';
import type { DeviceCodes, Origin } from './service/DeviceCodes';
import type { Journal } from './service/Journal';
import { requestedKeyOf } from './routerSignIn';

/** What the routes of devices without a browser need. */
export interface DeviceRouterOptions {
  callers: Callers;
  deviceCodes: DeviceCodes;
  journal: Journal;
}

/** Devices without a browser: one asks for a key with a short code, which somebody confirms elsewhere (RFC 8628). */
export function createDeviceRouter(options: DeviceRouterOptions): Router {
  const { callers, deviceCodes, journal } = options;
  const router = PromiseRouter();

  const find = async (req: Request) => {
    const caller = demandSession(await callers.of(req));
    const { entityId } = caller;
    const code = await deviceCodes.find(req.params.user_code, {
      entityId,
      network: clientNetwork(req),
    });
    return { caller, code };
  };

  const decide =
    (decision: 'approved' | 'denied') =>
    async (req: Request, res: Response) => {
      const { caller, code } = await find(req);
      const { key, machine, address } = code;
      await journal.record(
        req,
        actorOf(caller),
        {
          event: decision === 'approved' ? 'device-approve' : 'device-deny',
          action: `device.${decision}`,
          subject: machine ?? key.name,
          meta: { scopes: key.scopes.join(' '), address },
        },
        () => deviceCodes.decide(code, decision, caller.entityId),
      );
      res.status(204).end();
    };

  /**
   * @openapi
   * /device:
   *   post:
   *     summary: Ask for an API key without a browser
   *     description: >-
   *       As `GET /token`, for a device on which nobody can sign in (RFC 8628). Show `user_code` and `verification_uri`;
   *       somebody who is signed in confirms the code there. Meanwhile ask `POST /token` with `device_code` every
   *       `interval` seconds.
   *     x-scope: open
   *     x-no-permission: The way in; nobody is known yet
   *     security: []
   *     requestBody:
   *       required: true
   *       content:
   *         application/json:
   *           schema:
   *             type: object
   *             additionalProperties: false
   *             required: [scopes]
   *             properties:
   *               name: { type: string, minLength: 1, maxLength: 128, default: API key }
   *               scopes: { type: string, minLength: 1, maxLength: 8192, description: Separated by spaces }
   *               expires_in: { type: integer, minimum: 0, maximum: 3153600000, description: 'Seconds; 0: never, where allowed' }
   *               persona: { type: string, minLength: 1, maxLength: 128, description: What to call the device }
   *     responses:
   *       200:
   *         description: Both codes; each works once, for 10 minutes
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/DeviceAuthorization' }
   */
  router.post('/device', async (req, res) => {
    const { persona } = req.body;
    res.setHeader('Cache-Control', 'no-store');
    res.json(
      await deviceCodes.begin(requestedKeyOf(req.body), persona, originOf(req)),
    );
  });

  /**
   * @openapi
   * /device/{user_code}:
   *   get:
   *     summary: Which device waits for a code
   *     description: For people who are signed in, not for API keys. Guesses are limited.
   *     x-scope: keys
   *     x-no-permission: It tells what a device asks for, to whoever was given its code
   *     parameters:
   *       - { name: user_code, in: path, required: true, schema: { type: string, maxLength: 64 } }
   *     responses:
   *       200:
   *         description: What it is, and what it would be given
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/DeviceRequest' }
   */
  router.get('/device/:user_code', async (req, res) => {
    const { code } = await find(req);
    res.setHeader('Cache-Control', 'no-store');
    res.json(deviceCodes.describe(code, originOf(req)));
  });

  /**
   * @openapi
   * /device/{user_code}/approve:
   *   post:
   *     summary: Give a device the API key that it asks for
   *     description: The key is yours. For people who are signed in, not for API keys.
   *     x-scope: keys
   *     x-permission: tenancy.key.create
   *     parameters:
   *       - { name: user_code, in: path, required: true, schema: { type: string, maxLength: 64 } }
   *     responses:
   *       204: { description: The device gets it when it asks next }
   */
  router.post('/device/:user_code/approve', decide('approved'));

  /**
   * @openapi
   * /device/{user_code}/deny:
   *   post:
   *     summary: Refuse a device the API key that it asks for
   *     description: For people who are signed in, not for API keys.
   *     x-scope: keys
   *     x-no-permission: Refusing is always possible
   *     parameters:
   *       - { name: user_code, in: path, required: true, schema: { type: string, maxLength: 64 } }
   *     responses:
   *       204: { description: The device is told when it asks next }
   */
  router.post('/device/:user_code/deny', decide('denied'));

  return router;
}

/** The key of a device that was confirmed, once. */
export async function keyForDevice(
  req: Request,
  deviceCode: string,
  {
    deviceCodes,
    journal,
  }: Pick<DeviceRouterOptions, 'deviceCodes' | 'journal'>,
): Promise<CreatedApiKey> {
  // A device that still waits has done nothing that is worth writing down.
  const taken = await deviceCodes.take(deviceCode);
  const { entity, key, machine } = taken;
  return journal.record(
    req,
    { entityId: entity.id, persona: machine ?? null },
    {
      event: 'api-key-create',
      action: 'key.created',
      subject: key.name,
      meta: {
        scopes: key.scopes.join(' '),
        owner: `user:${entity.tenant}/${entity.name}`,
      },
    },
    () => deviceCodes.makeKey(taken),
  );
}

function originOf(req: Request): Origin {
  return { address: clientAddress(req), network: clientNetwork(req) };
}
