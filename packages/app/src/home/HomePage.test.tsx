import { configApiRef, fetchApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { QueryProvider } from '@wheelhouse/ui';
import type { HomeSection } from '@wheelhouse/ui';
import { MemoryRouter } from 'react-router-dom';
import { HomePage } from './HomePage';

const groups = Array.from(
  { length: 11 },
  (_value, index) => `group:acme/team-${index}`,
);

const answers: Record<string, unknown> = {
  'plugin://tenancy/me': {
    entity: {
      ref: 'user:acme/ada',
      tenant: 'acme',
      account: 'ada@acme.example',
      name: 'ada',
    },
    groups,
    administrator: true,
  },
  'plugin://tenancy/tenants': [{ id: 'acme', title: 'Acme Corp' }],
};

const fetchApi = {
  fetch: async (input: unknown) => ({
    ok: true,
    json: async () => answers[String(input)],
  }),
};

function renderHome(sections: HomeSection[]) {
  render(
    <TestApiProvider
      apis={[
        [configApiRef, mockApis.config({ data: {} })],
        [fetchApiRef, fetchApi as never],
      ]}
    >
      <QueryProvider>
        <MemoryRouter
          future={{ v7_startTransition: false, v7_relativeSplatPath: false }}
        >
          <HomePage sections={sections} />
        </MemoryRouter>
      </QueryProvider>
    </TestApiProvider>,
  );
}

describe('the home page', () => {
  it('says who one is, at which tenant, and whether one administers the portal', async () => {
    renderHome([]);
    expect(
      await screen.findByText('ada@acme.example at Acme Corp · Administrator'),
    ).toBeInTheDocument();
  });

  it('shows the first of many groups and the rest on demand', async () => {
    renderHome([]);
    const list = await screen.findByRole('list', { name: 'Your groups' });
    expect(within(list).queryByText('team-10')).not.toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show 3 more groups' }),
    );
    expect(within(list).getByText('team-10')).toBeInTheDocument();
  });

  it('has no empty boxes: one quiet line, and nothing else', async () => {
    renderHome([{ slot: 'did-last', useItems: () => ({ items: [] }) }]);
    expect(await screen.findByText('Nothing needs you')).toBeInTheDocument();
    expect(screen.queryByText('What you did last')).not.toBeInTheDocument();
    expect(screen.queryByText('Tools')).not.toBeInTheDocument();
  });

  it('puts what several plugins know into one list, newest first', () => {
    renderHome([
      {
        slot: 'did-last',
        useItems: () => ({
          items: [
            { id: 'a', title: 'Created a key', time: '2026-01-01T00:00:00Z' },
          ],
        }),
      },
      {
        slot: 'did-last',
        useItems: () => ({
          items: [
            {
              id: 'b',
              title: 'Restarted api',
              time: '2026-01-02T00:00:00Z',
              href: '/restarts',
            },
          ],
        }),
      },
    ]);
    const section = screen.getByRole('region', { name: 'What you did last' });
    const lines = within(section).getAllByRole('listitem');
    expect(lines[0]).toHaveTextContent('Restarted api');
    expect(lines[1]).toHaveTextContent('Created a key');
    expect(screen.getByRole('link', { name: 'Restarted api' })).toHaveAttribute(
      'href',
      '/restarts',
    );
  });

  it('keeps the other lists when one section fails, and lets it be retried', async () => {
    const retry = jest.fn();
    renderHome([
      {
        slot: 'needs-me',
        useItems: () => ({ error: new Error('down'), retry }),
      },
      {
        slot: 'needs-me',
        useItems: () => ({ items: [{ id: 'a', title: 'Approve it' }] }),
      },
    ]);
    expect(screen.getByText('Approve it')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(retry).toHaveBeenCalled();
  });

  it('lists the tools with what they are for', () => {
    renderHome([
      {
        slot: 'tools',
        tools: [
          {
            title: 'Settings',
            description: 'For everybody',
            href: '/settings',
            icon: <svg />,
          },
        ],
      },
    ]);
    expect(
      screen.getByRole('link', { name: /Settings.*For everybody/ }),
    ).toHaveAttribute('href', '/settings');
  });
});
