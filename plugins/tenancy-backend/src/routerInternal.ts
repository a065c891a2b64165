import { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import type { AuthSource, Lookup } from '@wheelhouse/plugin-tenancy-node';
import express, { RequestHandler, Router } from 'express';
import PromiseRouter from 'express-promise-router';

/**
 * What the plugins of other processes ask: the same as those of this one ask in memory. Only plugins of the portal are
 * answered; the routes are not part of the API.
 */
export function createInternalRouter(options: {
  httpAuth: HttpAuthService;
  source: AuthSource;
}): Router {
  const { httpAuth, source } = options;
  const router = PromiseRouter();

  const onlyPlugins: RequestHandler = async (req, _res, next) => {
    const { principal } = await httpAuth.credentials(req, {
      allow: ['service'],
    });
    if (!principal.subject.startsWith('plugin:')) {
      throw new NotAllowedError('Only plugins of the portal may ask this');
    }
    next();
  };
  // Many lookups at once hold many tokens of providers at most.
  router.use(onlyPlugins, express.json({ limit: '1mb' }));

  router.post('/resolve', async (req, res) => {
    res.json({ state: await source.resolve(toLookup(req.body)) });
  });
  router.post('/resolve-many', async (req, res) => {
    const lookups: unknown[] = req.body.lookups;
    const states = await source.resolveMany(lookups.map(toLookup));
    // JSON has no undefined.
    res.json({ states: states.map(state => state ?? null) });
  });
  router.post('/backstage-tokens', async (req, res) => {
    await source.rememberBackstageToken(req.body);
    res.json({});
  });
  router.post('/end-session', async (req, res) => {
    await source.endSession(String(req.body.hash));
    res.json({});
  });
  router.post('/settings', async (req, res) => {
    res.json({ value: await source.readSetting(String(req.body.name)) });
  });

  return router;
}

function toLookup(body: any): Lookup {
  const text = (key: string) => {
    if (typeof body?.[key] !== 'string') throw new InputError(`${key}: text`);
    return body[key];
  };
  switch (body?.by) {
    case 'api_key':
    case 'session':
    case 'backstage':
      return { by: body.by, hash: text('hash') };
    case 'provider':
      return { by: 'provider', token: text('token'), issuer: text('issuer') };
    case 'id':
      return { by: 'id', id: text('id') };
    default:
      throw new InputError('by: unknown');
  }
}
