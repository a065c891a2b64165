import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SignedOutError } from '../identity/TenancyIdentity';
import { refusal } from '@wheelhouse/ui/testing';
import { fakeTenants } from '../__testUtils__/fakes';
import {
  renderTenancy,
  type RenderOptions,
} from '../__testUtils__/renderTenancy';
import { SignInPage } from './SignInPage';

const nobody = {
  start: async () => {
    throw new SignedOutError();
  },
};

function renderPage(options: RenderOptions = {}) {
  const onSignInSuccess = jest.fn();
  renderTenancy(<SignInPage onSignInSuccess={onSignInSuccess} />, {
    identity: nobody,
    ...options,
  });
  return onSignInSuccess;
}

function tenantNames() {
  const list = screen.getByRole('list', { name: 'Organisations' });
  return within(list)
    .getAllByRole('link')
    .map(link => link.textContent);
}

describe('the sign-in page', () => {
  beforeEach(() => {
    window.localStorage.clear();
    window.sessionStorage.clear();
    window.history.replaceState(null, '', '/account?tab=keys');
  });

  it('goes on at once with somebody who has a session', async () => {
    const start = jest.fn(async () => undefined);
    const onSignInSuccess = renderPage({ identity: { start } });
    await screen.findByTestId('address');
    expect(onSignInSuccess).toHaveBeenCalledTimes(1);
    expect(screen.queryByText(/Sign in to/)).not.toBeInTheDocument();
  });

  it('offers each tenant by its own name and comes back to the same page', async () => {
    renderPage();
    const link = await screen.findByRole('link', { name: 'Acme Corp' });
    expect(link).toHaveAttribute(
      'href',
      '/api/tenancy/login?tenant=acme&redirect=%2Faccount%3Ftab%3Dkeys',
    );
    expect(tenantNames()).toEqual(['Acme Corp', 'Globex']);
  });

  it('puts the tenant of the last sign-in first', async () => {
    window.localStorage.setItem('wheelhouse.tenancy.last-tenant', 'globex');
    renderPage();
    await screen.findByRole('link', { name: 'Acme Corp' });
    expect(tenantNames()).toEqual(['Globex', 'Acme Corp']);
  });

  it('remembers the tenant that is chosen', async () => {
    renderPage();
    const link = await screen.findByRole('link', { name: 'Globex' });
    link.addEventListener('click', event => event.preventDefault());
    await userEvent.click(link);
    expect(window.localStorage.getItem('wheelhouse.tenancy.last-tenant')).toBe(
      'globex',
    );
  });

  it('keeps the button when there is one tenant only', async () => {
    const listTenants = jest.fn(async () => [{ id: 'acme', title: 'Acme' }]);
    renderPage({ tenants: fakeTenants({ listTenants }) });
    expect(await screen.findByRole('link', { name: 'Acme' })).toBeVisible();
  });

  it('says which key of the configuration is empty when there is no tenant', async () => {
    renderPage({
      tenants: fakeTenants({ listTenants: jest.fn(async () => []) }),
    });
    expect(await screen.findByText('tenancy.tenants')).toBeVisible();
  });

  it('says that the tenants could not be loaded and tries again', async () => {
    const listTenants = jest
      .fn()
      .mockRejectedValueOnce(await refusal(503, 'The database is away.'))
      .mockResolvedValueOnce([{ id: 'acme', title: 'Acme' }]);
    renderPage({ tenants: fakeTenants({ listTenants }) });
    expect(await screen.findByText('The database is away.')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByRole('link', { name: 'Acme' })).toBeVisible();
  });

  it('tries again when it could not see whether there is a session', async () => {
    const start = jest
      .fn()
      .mockRejectedValueOnce(await refusal(503, 'Not now.'))
      .mockResolvedValueOnce(undefined);
    const onSignInSuccess = renderPage({ identity: { start } });
    await userEvent.click(await screen.findByRole('button', { name: 'Retry' }));
    expect(onSignInSuccess).toHaveBeenCalledTimes(1);
  });

  it('says once that one was signed out', async () => {
    window.sessionStorage.setItem('wheelhouse.tenancy.signed-out', 'yes');
    renderPage();
    expect(await screen.findByText('You were signed out')).toBeVisible();
    expect(window.sessionStorage).toHaveLength(0);
  });

  it('names the people of the sandbox in a sandbox only', async () => {
    renderPage();
    await screen.findByRole('link', { name: 'Acme Corp' });
    expect(screen.queryByText('This is a sandbox')).not.toBeInTheDocument();
    renderPage({ config: { app: { sandbox: true } } });
    expect(await screen.findByText('This is a sandbox')).toBeVisible();
  });
});
