import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusal } from '@wheelhouse/ui/testing';
import { fakeTenancy } from '../__testUtils__/fakes';
import { session } from '../__testUtils__/fixtures';
import { renderTenancy } from '../__testUtils__/renderTenancy';
import { AccountPage } from './AccountPage';

const here = session({ current: true });
const there = session({
  id: 's2',
  persona: { id: 'p2', source: 'browser', name: 'Firefox on Windows' },
});

describe('the account page', () => {
  it('says who one is, at which tenant, and in which groups', async () => {
    renderTenancy(<AccountPage />);
    expect(
      await screen.findByRole('heading', { name: 'ada@acme.example' }),
    ).toBeVisible();
    expect(await screen.findByText(/Acme Corp · administrator/)).toBeVisible();
    const groups = screen.getByRole('list', { name: 'Groups' });
    expect(
      within(groups)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual(['payments', 'platform-admins']);
  });

  it('keeps the tab in the address', async () => {
    renderTenancy(<AccountPage />, { path: '/account' });
    await userEvent.click(screen.getByRole('tab', { name: 'API keys' }));
    expect(screen.getByTestId('address')).toHaveTextContent(
      '/account?tab=keys',
    );
    expect(screen.getByRole('tab', { name: 'API keys' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
  });

  it('marks the session that one is in', async () => {
    const listSessions = jest.fn(async () => ({ items: [here, there] }));
    renderTenancy(<AccountPage />, { tenancy: fakeTenancy({ listSessions }) });
    const row = await screen.findByRole('row', { name: /Chrome on Linux/ });
    expect(within(row).getByText('This one')).toBeVisible();
    expect(screen.getAllByText('This one')).toHaveLength(1);
  });

  it('signs out elsewhere after a confirmation', async () => {
    let items = [here, there];
    const tenancy = fakeTenancy({
      listSessions: jest.fn(async () => ({ items })),
      endSession: jest.fn(async () => {
        items = [here];
      }),
    });
    renderTenancy(<AccountPage />, { tenancy });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Sign out Firefox on Windows',
      }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('Firefox on Windows');
    expect(tenancy.endSession).not.toHaveBeenCalled();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Sign out there' }),
    );
    await waitFor(() =>
      expect(screen.queryByText('Firefox on Windows')).not.toBeInTheDocument(),
    );
    expect(tenancy.endSession).toHaveBeenCalledWith('s2');
  });

  it('signs out everywhere else, on every page of the list, but not here', async () => {
    const third = session({ id: 's3' });
    const tenancy = fakeTenancy({
      listSessions: jest.fn(async page =>
        page?.cursor
          ? { items: [third] }
          : { items: [here, there], nextCursor: 'two' },
      ),
    });
    renderTenancy(<AccountPage />, { tenancy });
    const button = screen.getByRole('button', {
      name: 'Sign out everywhere else',
    });
    await waitFor(() => expect(button).toBeEnabled());
    await userEvent.click(button);
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Sign out everywhere else' }),
    );
    await waitFor(() => expect(tenancy.endSession).toHaveBeenCalledTimes(2));
    expect(tenancy.endSession.mock.calls.flat()).toEqual(['s2', 's3']);
  });

  it('ends its own session through the identity', async () => {
    const signOut = jest.fn(async () => undefined);
    const listSessions = jest.fn(async () => ({ items: [here] }));
    renderTenancy(<AccountPage />, {
      tenancy: fakeTenancy({ listSessions }),
      identity: { signOut },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Sign out' }),
    );
    expect(signOut).toHaveBeenCalledTimes(1);
  });

  it('says that one is still signed in when signing out did not work', async () => {
    const listSessions = jest.fn(async () => ({ items: [here] }));
    renderTenancy(<AccountPage />, {
      tenancy: fakeTenancy({ listSessions }),
      identity: {
        signOut: async () => {
          throw new Error('offline');
        },
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Sign out' }),
    );
    expect(await screen.findByText(/You are still signed in/)).toBeVisible();
  });

  it('says why the sessions could not be loaded, with the request id', async () => {
    const listSessions = jest.fn();
    listSessions.mockRejectedValue(await refusal(403, 'Not for you.'));
    renderTenancy(<AccountPage />, { tenancy: fakeTenancy({ listSessions }) });
    expect(await screen.findByText('Not for you.')).toBeVisible();
    expect(screen.getByText('request-1')).toBeVisible();
  });
});
