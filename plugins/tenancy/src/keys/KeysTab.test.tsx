import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusal } from '@wheelhouse/ui/testing';
import { fakeTenancy } from '../__testUtils__/fakes';
import { ada, apiKey } from '../__testUtils__/fixtures';
import { renderTenancy } from '../__testUtils__/renderTenancy';
import { KeysTab } from './KeysTab';

const secret = 'whk_the-secret-itself';
const created = {
  id: 'k9',
  apiKey: secret,
  name: 'bot',
  scopes: ['clusters:read'],
  owner: 'user:acme/ada',
  expires: '2126-03-08T08:00:00Z',
};

function renderKeys(tenancy = fakeTenancy(), path = '/account?tab=keys') {
  renderTenancy(<KeysTab me={ada} />, { tenancy, path });
  return tenancy;
}

const withKeys = (...items: ReturnType<typeof apiKey>[]) =>
  fakeTenancy({ listKeys: jest.fn(async () => ({ items })) });

describe('API keys', () => {
  it('says in a sentence what each can do', async () => {
    renderKeys(withKeys(apiKey()));
    const row = await screen.findByRole('row', { name: /deploy-bot/ });
    await waitFor(() =>
      expect(row).toHaveTextContent(
        'may restart deployments in dev/payments until 8 March 2126',
      ),
    );
    expect(row).toHaveTextContent('whk_7f3k');
  });

  it('offers to create the first one where there is none', async () => {
    renderKeys();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create the first one' }),
    );
    expect(
      await screen.findByRole('dialog', { name: 'Create API key' }),
    ).toBeVisible();
    expect(screen.getByTestId('address')).toHaveTextContent('create=key');
  });

  it('is filled in by a link, e.g. for one workload, and forgets that when it closes', async () => {
    const tenancy = renderKeys(
      fakeTenancy({ createKey: jest.fn(async () => created) }),
      '/account?tab=keys&create=key&name=restart-api&scope=restarts:restart:dev/payments/deployments/api',
    );
    expect(await screen.findByLabelText('Name')).toHaveValue('restart-api');
    expect(await screen.findByLabelText(/Only at/)).toHaveValue(
      'dev/payments/deployments/api',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Create key' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Done' }));
    expect(tenancy.createKey).toHaveBeenCalledWith(
      expect.objectContaining({
        name: 'restart-api',
        scopes: ['restarts:restart:dev/payments/deployments/api'],
      }),
    );
    expect(screen.getByTestId('address').textContent).toBe('/account?tab=keys');
  });

  it('creates a key for a group, shows it this once, and forgets it', async () => {
    const tenancy = renderKeys(
      fakeTenancy({ createKey: jest.fn(async () => created) }),
      '/account?tab=keys&create=key',
    );
    await userEvent.type(screen.getByLabelText('Name'), 'bot');
    await userEvent.click(await screen.findByLabelText('Read your clusters'));
    await userEvent.type(screen.getByLabelText(/Only at/), 'dev');
    await userEvent.click(screen.getByLabelText('Owner'));
    await userEvent.click(screen.getByRole('option', { name: 'payments' }));
    expect(screen.getByText(/goes on working when you leave/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Create key' }));

    expect(await screen.findByText(secret)).toBeVisible();
    expect(tenancy.createKey).toHaveBeenCalledWith({
      name: 'bot',
      scopes: ['clusters:read:dev'],
      expiresIn: 90 * 24 * 3600,
      owner: 'group:acme/payments',
    });
    expect(await screen.findByLabelText('Command')).toHaveTextContent(
      `curl -H "Authorization: Bearer ${secret}" https://portal.example/api/tenancy/me`,
    );
    await userEvent.keyboard('{Escape}');
    expect(screen.getByText(secret)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Done' }));
    expect(document.body).not.toHaveTextContent(secret);
  });

  it('sends nothing as long as something is missing', async () => {
    const tenancy = renderKeys(undefined, '/account?tab=keys&create=key');
    await screen.findByLabelText('Read your clusters');
    await userEvent.click(screen.getByRole('button', { name: 'Create key' }));
    expect(screen.getByText(/Give the key a name/)).toBeVisible();
    expect(screen.getByText('Choose what the key may do.')).toBeVisible();
    expect(tenancy.createKey).not.toHaveBeenCalled();
  });

  it('warns of a key that may do everything', async () => {
    renderKeys(undefined, '/account?tab=keys&create=key');
    await userEvent.click(screen.getByLabelText('All that I may do'));
    expect(screen.getByRole('alert')).toHaveTextContent('everything');
  });

  it('shows at the end what the server says about the end', async () => {
    const createKey = jest.fn();
    createKey.mockRejectedValue(
      await refusal(400, 'expiresIn is at most 365 days here.'),
    );
    renderKeys(fakeTenancy({ createKey }), '/account?tab=keys&create=key');
    await userEvent.type(screen.getByLabelText('Name'), 'bot');
    await userEvent.click(screen.getByLabelText('All that I may do'));
    await userEvent.click(screen.getByRole('button', { name: 'Create key' }));
    await waitFor(() =>
      expect(screen.getByLabelText('Ends')).toHaveAccessibleDescription(
        'expiresIn is at most 365 days here.',
      ),
    );
  });

  it('opens the key that the address names', async () => {
    renderKeys(withKeys(apiKey()), '/account?tab=keys&key=k1');
    expect(
      await screen.findByRole('dialog', { name: 'deploy-bot' }),
    ).toHaveTextContent('restarts:restart:dev/payments/deployments/*');
  });

  it('finds a key of a later page', async () => {
    const listKeys = jest.fn(async page =>
      page?.cursor
        ? { items: [apiKey({ id: 'k2', name: 'late' })] }
        : { items: [apiKey()], nextCursor: 'two' },
    );
    renderKeys(fakeTenancy({ listKeys }), '/account?tab=keys&key=k2');
    expect(await screen.findByRole('dialog', { name: 'late' })).toBeVisible();
  });

  it('is honest about a key that is not there', async () => {
    renderKeys(withKeys(apiKey()), '/account?tab=keys&key=gone');
    expect(await screen.findByText('There is no such key')).toBeVisible();
  });

  it('revokes a key after a confirmation', async () => {
    const tenancy = renderKeys(withKeys(apiKey()), '/account?tab=keys&key=k1');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Revoke' }),
    );
    expect(tenancy.revokeKey).not.toHaveBeenCalled();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Revoke key' }),
    );
    await waitFor(() => expect(tenancy.revokeKey).toHaveBeenCalledWith('k1'));
  });

  it('rotates a key with the grace that is chosen, and shows the new secret', async () => {
    const tenancy = withKeys(apiKey());
    tenancy.rotateKey.mockResolvedValue(created);
    renderKeys(tenancy, '/account?tab=keys&key=k1');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Rotate' }),
    );
    await userEvent.click(screen.getByLabelText('The old secret still works'));
    await userEvent.click(screen.getByRole('option', { name: 'For a day' }));
    await userEvent.click(
      screen.getByRole('button', { name: 'Make a new secret' }),
    );
    expect(await screen.findByText(secret)).toBeVisible();
    expect(tenancy.rotateKey).toHaveBeenCalledWith('k1', 86400);
  });

  it('sends only what changed, and never more rights than the key has', async () => {
    const tenancy = withKeys(apiKey());
    tenancy.changeKey.mockResolvedValue(apiKey());
    renderKeys(tenancy, '/account?tab=keys&key=k1');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Change' }),
    );
    const where = await screen.findByLabelText(/Only at/);
    expect(screen.queryByLabelText('Read your clusters')).toBeNull();
    await userEvent.clear(where);
    await userEvent.click(screen.getByRole('button', { name: 'Save changes' }));
    expect(screen.getByText(/only be given less/)).toBeVisible();
    expect(tenancy.changeKey).not.toHaveBeenCalled();

    await userEvent.type(where, 'dev/payments/deployments/api');
    await userEvent.click(screen.getByRole('button', { name: 'Save changes' }));
    await waitFor(() =>
      expect(tenancy.changeKey).toHaveBeenCalledWith('k1', {
        scopes: ['restarts:restart:dev/payments/deployments/api'],
      }),
    );
  });

  it('says why the keys could not be loaded', async () => {
    const listKeys = jest.fn();
    listKeys.mockRejectedValue(await refusal(503, 'The database is away.'));
    renderKeys(fakeTenancy({ listKeys }));
    expect(await screen.findByText('The database is away.')).toBeVisible();
    expect(
      within(screen.getByRole('alert')).getByRole('button', { name: 'Retry' }),
    ).toBeVisible();
  });
});
