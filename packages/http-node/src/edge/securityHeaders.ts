import { Config } from '@backstage/config';
import { RequestHandler } from 'express';
import helmet from 'helmet';

type Directives = Record<string, string[]>;

/** Headers that keep pages of this server to themselves; `backend.csp` changes the policy as in Backstage. */
export function createSecurityHeaders(config: Config): RequestHandler[] {
  const baseUrl = new URL(config.getString('backend.baseUrl'));
  const https = baseUrl.protocol === 'https:';
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: { ...readDirectives(config, baseUrl) },
      },
      hsts: https && { maxAge: 31_536_000, includeSubDomains: false },
      frameguard: { action: 'deny' },
      referrerPolicy: { policy: 'same-origin' },
      // Sign-in windows of other plugins' providers talk to the page that opened them.
      crossOriginOpenerPolicy: false,
      crossOriginEmbedderPolicy: false,
    }),
    (req, res, next) => {
      res.setHeader(
        'Permissions-Policy',
        'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
      );
      // What is told to one person is kept by no browser and no proxy; what may be kept says so itself.
      if (req.path.startsWith('/api/')) {
        res.setHeader('Cache-Control', 'no-store');
      }
      next();
    },
  ];
}

function readDirectives(config: Config, baseUrl: URL): Directives {
  const https = baseUrl.protocol === 'https:';
  const directives: Directives = {
    'default-src': ["'self'"],
    'script-src': ["'self'"],
    // Emotion, which MUI styles with, writes style elements.
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'", 'data:'],
    'connect-src': ["'self'", `${https ? 'wss' : 'ws'}://${baseUrl.host}`],
    'frame-ancestors': ["'none'"],
    'base-uri': ["'self'"],
    'object-src': ["'none'"],
    'form-action': ["'self'"],
    ...(https && { 'upgrade-insecure-requests': [] }),
  };
  const overrides = config.getOptionalConfig('backend.csp');
  for (const key of overrides?.keys() ?? []) {
    const name = key.replace(/[A-Z]/g, c => `-${c.toLowerCase()}`);
    if (overrides!.getOptional(key) === false) delete directives[name];
    else directives[name] = overrides!.getStringArray(key);
  }
  return directives;
}
