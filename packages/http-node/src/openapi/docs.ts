import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { Router } from 'express';
import { OpenApiDocument } from './operation';

/** What `createOpenApiRouter` serves to everybody: each plugin lets it through with `allowUnauthenticated`. */
export const OPENAPI_PUBLIC_PATHS = ['/openapi.json', '/docs'] as const;

const ASSETS = [
  'swagger-ui.css',
  'swagger-ui-bundle.js',
  'favicon-32x32.png',
] as const;

// Its main file would load the whole bundle into the server.
const ASSETS_FOLDER = dirname(require.resolve('swagger-ui-dist/package.json'));

/** A file of its own: the page's security policy runs no inline scripts. */
const INITIALIZER = `SwaggerUIBundle({
  url: new URL('../openapi.json', document.currentScript.src).href,
  dom_id: '#docs',
  deepLinking: true,
  persistAuthorization: false,
  validatorUrl: null,
});
`;

/** Serves the document and Swagger UI over it, from this server alone. */
export function createDocsRouter(document: OpenApiDocument): Router {
  const router = Router();
  const json = JSON.stringify(document);
  const etag = `"${createHash('sha256').update(json).digest('base64url')}"`;

  router.get('/openapi.json', (_req, res) => {
    res.set({ ETag: etag, 'Cache-Control': 'no-cache' });
    res.type('json').send(json);
  });

  router.get('/docs', (req, res) => {
    const path = req.originalUrl.split('?')[0];
    const base = path.endsWith('/') ? '' : 'docs/';
    res.set('Cache-Control', 'no-cache');
    res.type('html').send(page(document.info.title, base));
  });
  router.get('/docs/initializer.js', (_req, res) => {
    res.set('Cache-Control', 'no-cache');
    res.type('js').send(INITIALIZER);
  });
  for (const asset of ASSETS) {
    router.get(`/docs/${asset}`, (_req, res) => {
      res.sendFile(asset, { root: ASSETS_FOLDER, maxAge: '1h' });
    });
  }
  return router;
}

function page(title: string, base: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escapeHtml(title)}</title>
    <link rel="icon" type="image/png" href="${base}favicon-32x32.png" />
    <link rel="stylesheet" href="${base}swagger-ui.css" />
  </head>
  <body>
    <div id="docs"></div>
    <script src="${base}swagger-ui-bundle.js"></script>
    <script src="${base}initializer.js"></script>
  </body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`);
}
