import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../testing/renderPage';
import { PaletteProvider } from './PaletteProvider';
import type { PaletteSource } from './types';

const run = jest.fn();
const fixed: PaletteSource = {
  commands: [
    { id: 'home', title: 'Home', group: 'Pages', href: '/' },
    {
      id: 'account',
      title: 'Account',
      group: 'Pages',
      href: '/account',
      keywords: ['sessions'],
    },
    { id: 'out', title: 'Sign out', group: 'Actions', run },
  ],
};

function renderPalette(...sources: PaletteSource[]) {
  renderPage(
    <PaletteProvider sources={[fixed, ...sources]}>
      <button>On the page</button>
      <input aria-label="A field" />
    </PaletteProvider>,
  );
}

async function openPalette() {
  await userEvent.keyboard('{Control>}k{/Control}');
  return screen.findByRole('combobox');
}

const active = () => {
  const id = screen.getByRole('combobox').getAttribute('aria-activedescendant');
  return document.getElementById(id!)?.textContent;
};

describe('the command palette', () => {
  it('opens with Ctrl K, as a combobox with its list under headings', async () => {
    renderPalette();
    const input = await openPalette();
    expect(
      screen.getByRole('dialog', { name: 'Command palette' }),
    ).toBeInTheDocument();
    expect(input).toHaveFocus();
    expect(input).toHaveAttribute(
      'aria-controls',
      screen.getByRole('listbox').id,
    );
    expect(screen.getByRole('group', { name: 'Actions' })).toHaveTextContent(
      'Sign out',
    );
    expect(active()).toBe('Home');
  });

  it('moves with arrows and goes there with Enter', async () => {
    renderPalette();
    await openPalette();
    await userEvent.keyboard('{ArrowDown}');
    expect(active()).toBe('Account');
    expect(screen.getByRole('option', { selected: true })).toHaveTextContent(
      'Account',
    );
    await userEvent.keyboard('{Enter}');
    expect(screen.getByTestId('address')).toHaveTextContent('/account');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('finds by other words and runs actions', async () => {
    renderPalette();
    await openPalette();
    await userEvent.keyboard('sess');
    expect(
      screen.getAllByRole('option').map(option => option.textContent),
    ).toEqual(['Account']);
    await userEvent.clear(screen.getByRole('combobox'));
    await userEvent.keyboard('sign out{Enter}');
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('adds what plugins find, and goes on without one that fails', async () => {
    const loader = jest.fn(async (query: string) => [
      {
        id: 'found',
        title: `Cluster ${query}`,
        group: 'Clusters',
        href: '/clusters/dev',
      },
    ]);
    renderPalette(
      { loader: () => Promise.reject(new Error('down')) },
      { loader },
    );
    await openPalette();
    await userEvent.keyboard('dev');
    expect(
      await screen.findByRole('option', { name: 'Cluster dev' }),
    ).toBeInTheDocument();
  });

  it('ends a search that was typed over', async () => {
    const signals: AbortSignal[] = [];
    renderPalette({
      loader: (_query, { signal }) => {
        signals.push(signal);
        return new Promise(() => {});
      },
    });
    await openPalette();
    await userEvent.keyboard('a');
    await waitFor(() => expect(signals).toHaveLength(1));
    await userEvent.keyboard('b');
    await waitFor(() => expect(signals[0].aborted).toBe(true));
  });

  it('gives the focus back on Escape', async () => {
    renderPalette();
    await userEvent.tab();
    await openPalette();
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.getByText('On the page')).toHaveFocus());
  });

  it('lists the shortcuts on ?, but not while one writes', async () => {
    renderPalette();
    await userEvent.type(screen.getByLabelText('A field'), '?');
    expect(screen.getByLabelText('A field')).toHaveValue('?');
    await userEvent.click(screen.getByText('On the page'));
    await userEvent.keyboard('?');
    expect(
      await screen.findByRole('dialog', { name: 'Keyboard shortcuts' }),
    ).toBeInTheDocument();
  });
});
