import {
  PeopleDirectory,
  SandboxPerson,
  SandboxTenant,
  SANDBOX_PASSWORD,
} from '../people';
import { CHANGES_PATH } from '../changes';
import { Html, html } from './html';

/** Where the pages' only style sheet and script are. */
export const STYLE_PATH = '/assets/sandbox.css';
export const SCRIPT_PATH = '/assets/sign-in.js';

/** Who somebody says to be. */
export function signInPage(options: {
  people: PeopleDirectory;
  /** The application that asks. */
  client: string;
  action: string;
  name?: string;
  error?: string;
}): string {
  const { people, client, action, name = '', error } = options;
  return page(
    `Sign in at ${people.tenant.title}`,
    html`
      <h1>Sign in at ${people.tenant.title}</h1>
      <p class="quiet">to continue to ${client}</p>
      <ul aria-label="People">
        ${people.list().map(
          person => html`<li>
            <button
              type="button"
              class="person"
              aria-pressed="false"
              data-name="${person.name}"
            >
              ${describe(person, people)}
            </button>
          </li>`,
        )}
      </ul>
      <form method="post" action="${action}">
        ${error && html`<p class="error" role="alert">${error}</p>`}
        <label for="name">Name</label>
        <input
          id="name"
          name="name"
          value="${name}"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          required
        />
        <label for="password">Password</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          aria-describedby="hint"
          required
        />
        <p class="hint" id="hint">
          Everybody's password is <code>${SANDBOX_PASSWORD}</code>
        </p>
        <div class="actions">
          <button type="submit">Sign in</button>
          <button
            type="submit"
            class="second"
            name="cancel"
            value="yes"
            formnovalidate
          >
            Cancel
          </button>
        </div>
      </form>
      <script src="${SCRIPT_PATH}" defer></script>
    `,
  );
}

/** Who there is, for whoever opens the provider's address itself. */
export function overviewPage(
  tenants: Array<{ people: PeopleDirectory; issuer: string }>,
): string {
  return page(
    'The sandbox',
    html`
      <h1>The sandbox's identity provider</h1>
      <p class="quiet">
        It stands in for the identity providers of two organisations. Sign in
        from the portal. What you change here holds until the sandbox starts
        again; the portal reads it again within half a minute.
      </p>
      ${tenants.map(
        ({ people, issuer }) => html`<h2>${people.tenant.title}</h2>
          <p class="quiet">Issuer <code>${issuer}</code></p>
          <ul>
            ${people
              .list()
              .map(
                p => html`<li class="person">
                  ${describe(p, people)} ${changesForm(p, people)}
                </li>`,
              )}
          </ul>`,
      )}
    `,
  );
}

/** What can be taken away from somebody, and given back. */
function changesForm(person: SandboxPerson, people: PeopleDirectory): Html {
  const box = (name: string, value: string, label: string, on: boolean) =>
    html`<label class="box"
      ><input
        type="checkbox"
        name="${name}"
        value="${value}"
        ${new Html(on ? 'checked' : '')}
      />${label}</label
    >`;
  return html`<form
    class="changes"
    method="post"
    action="${CHANGES_PATH}"
    aria-label="${person.displayName}"
  >
    <input type="hidden" name="tenant" value="${people.tenant.id}" />
    <input type="hidden" name="name" value="${person.name}" />
    ${people
      .groups()
      .map(group => box('groups', group, group, person.groups.includes(group)))}
    ${box('disabled', 'yes', 'disabled', people.isDisabled(person.name))}
    <button type="submit">Save</button>
  </form>`;
}

/** Asks whether to end the session at the provider; `form` is the provider's own, with the id `op.logoutForm`. */
export function signOutPage(tenant: SandboxTenant, form: string): string {
  return page(
    `Sign out of ${tenant.title}`,
    html`
      <h1>Sign out of ${tenant.title}?</h1>
      <p class="quiet">This ends the session at the identity provider.</p>
      ${new Html(form)}
      <div class="actions">
        <button type="submit" form="op.logoutForm" name="logout" value="yes">
          Sign out
        </button>
        <button type="submit" form="op.logoutForm" class="second">
          Stay signed in
        </button>
      </div>
    `,
  );
}

export function signedOutPage(tenant: SandboxTenant): string {
  return page(
    `Signed out of ${tenant.title}`,
    html`<h1>Signed out of ${tenant.title}</h1>
      <p class="quiet">You can close this page.</p>`,
  );
}

export function errorPage(tenant: SandboxTenant, what: string): string {
  return page(
    `${tenant.title}: sign-in failed`,
    html`<h1>Sign-in failed</h1>
      <p role="alert">${what}</p>
      <p class="quiet">Go back to the portal and sign in again.</p>`,
  );
}

function describe(person: SandboxPerson, people: PeopleDirectory): Html {
  const groups = person.groups.length ? person.groups.join(', ') : 'no groups';
  return html`<strong>${person.displayName}</strong>
    <span>${person.name} · ${person.email}</span>
    <span
      >${groups}${people.isDisabled(person.name) ? ' · disabled' : ''}</span
    >`;
}

function page(title: string, body: Html): string {
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} (sandbox)</title>
        <link rel="stylesheet" href="${STYLE_PATH}" />
      </head>
      <body>
        <header class="note">
          <strong>Sandbox.</strong> Nobody here is real, and the password is no
          secret.
        </header>
        <main>${body}</main>
      </body>
    </html>`.text;
}
