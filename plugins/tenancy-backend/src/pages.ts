import type { CreatedApiKey } from '@wheelhouse/plugin-tenancy-common';
import type { ErrorRequestHandler } from 'express';

const STYLE = `
  :root { color-scheme: light dark; --ink: #16202c; --muted: #566273; --page: #f6f7f9; --card: #fff; --line: #d9dee5; --brand: #0b6b74; }
  @media (prefers-color-scheme: dark) { :root { --ink: #e8edf2; --muted: #9aa7b5; --page: #0e141b; --card: #161e27; --line: #2a3542; --brand: #58c4cd; } }
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--page); color: var(--ink); font: 16px/1.5 Inter, system-ui, sans-serif; }
  main { width: 100%; max-width: 520px; background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 28px; }
  h1 { font-size: 20px; margin: 0 0 8px; }
  p { margin: 8px 0; }
  .muted { color: var(--muted); font-size: 14px; }
  code { display: block; padding: 12px; margin: 12px 0; border: 1px solid var(--line); border-radius: 8px; font: 14px/1.5 'JetBrains Mono', ui-monospace, monospace; overflow-wrap: anywhere; user-select: all; }
  a { color: var(--brand); }
`;

/** A page that says what went wrong with a sign-in, and what to do. */
function errorPage(message: string, requestId?: string): string {
  return page(
    'You are not signed in',
    `<h1>You are not signed in</h1>
    <p>${escape(message)}</p>
    <p><a href="/">Back to the sign-in page</a></p>
    ${requestId ? `<p class="muted">Request ${escape(requestId)}</p>` : ''}`,
  );
}

/** A page that shows a new API key, this once. */
export function keyPage(key: CreatedApiKey): string {
  const end = key.expires
    ? `It ends on ${escape(key.expires.slice(0, 10))}.`
    : 'It has no end.';
  return page(
    'Your API key',
    `<h1>Your API key “${escape(key.name)}”</h1>
    <p>Copy it now: it is shown this once, and nobody can read it again.</p>
    <code>${escape(key.apiKey)}</code>
    <p class="muted">It may: ${escape(key.scopes.join(', '))}. ${end}</p>
    <p><a href="/account?tab=keys">See your keys</a></p>`,
  );
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Wheelhouse</title><style>${STYLE}</style></head>
<body><main>${body}</main></body></html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

/** People who sign in see a page instead of JSON. Errors that nobody expected go on to where they are logged. */
export const showErrorsToPeople: ErrorRequestHandler = (
  error,
  req,
  res,
  next,
) => {
  const status = {
    InputError: 400,
    AuthenticationError: 401,
    NotFoundError: 404,
    ServiceUnavailableError: 503,
  }[error.name as string];
  if (!status || req.method !== 'GET' || !req.accepts(['json', 'html'])) {
    next(error);
  } else if (req.accepts(['json', 'html']) === 'html') {
    const requestId = res.getHeader('X-Request-Id');
    res
      .status(status)
      .type('html')
      .send(errorPage(error.message, requestId?.toString()));
  } else {
    next(error);
  }
};
