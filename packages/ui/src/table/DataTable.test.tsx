import { mockApis } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../testing/renderPage';
import { setScreen } from '../__testUtils__/screen';
import { DataTable } from './DataTable';
import type { DataTableProps } from './types';

interface Key {
  id: string;
  name: string;
  uses: number | null;
}

const keys: Key[] = [
  { id: '1', name: 'bravo', uses: 10 },
  { id: '2', name: 'alpha', uses: 9 },
  { id: '3', name: 'charlie', uses: null },
];

function Keys(props: Partial<DataTableProps<Key>>) {
  return (
    <DataTable
      id="keys"
      label="API keys"
      rows={keys}
      rowId={key => key.id}
      empty={<p>No API keys yet</p>}
      columns={[
        { id: 'name', header: 'Name', value: key => key.name },
        { id: 'uses', header: 'Uses', value: key => key.uses, align: 'end' },
      ]}
      {...props}
    />
  );
}

function names() {
  const rows = within(
    screen.getByRole('grid', { name: 'API keys' }),
  ).getAllByRole('row');
  return rows
    .slice(1)
    .map(row => within(row).getAllByRole('gridcell')[0].textContent);
}

const address = () =>
  decodeURIComponent(screen.getByTestId('address').textContent ?? '');

describe('DataTable', () => {
  beforeEach(() => setScreen('large'));

  it('sorts by a heading, keeps empty values last, and writes it into the address', async () => {
    renderPage(<Keys />);
    await userEvent.click(screen.getByRole('button', { name: 'Uses' }));
    expect(names()).toEqual(['alpha', 'bravo', 'charlie']);
    await userEvent.click(screen.getByRole('button', { name: 'Uses' }));
    expect(names()).toEqual(['bravo', 'alpha', 'charlie']);
    expect(screen.getByRole('columnheader', { name: 'Uses' })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
    expect(address()).toBe('/?keys.sort=-uses');
  });

  it('shows what the address of a colleague says', () => {
    renderPage(<Keys />, { path: '/?keys.filter=r&keys.sort=-name' });
    expect(names()).toEqual(['charlie', 'bravo']);
    expect(
      screen.getByRole('searchbox', { name: 'Filter: API keys' }),
    ).toHaveValue('r');
  });

  it('goes to the filter with a slash and clears it with Escape', async () => {
    renderPage(<Keys />);
    await userEvent.keyboard('/');
    expect(screen.getByRole('searchbox')).toHaveFocus();
    await userEvent.keyboard('alp');
    expect(names()).toEqual(['alpha']);
    expect(address()).toBe('/?keys.filter=alp');
    await userEvent.keyboard('{Escape}');
    expect(names()).toHaveLength(3);
  });

  it('says so when nothing matches', () => {
    renderPage(<Keys />, { path: '/?keys.filter=zulu' });
    expect(screen.getByText('Nothing matches “zulu”')).toBeInTheDocument();
  });

  it('is one stop of the Tab key; arrows move and Enter opens', async () => {
    const open = jest.fn();
    renderPage(<Keys onOpen={open} tools={false} />);
    await userEvent.tab();
    await userEvent.tab();
    await userEvent.tab();
    const rows = screen.getAllByRole('row').slice(1);
    expect(rows[0]).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
    await waitFor(() => expect(rows[1]).toHaveFocus());
    await userEvent.keyboard('{Enter}');
    expect(open).toHaveBeenCalledWith(keys[1]);
  });

  it('remembers which columns are shown', async () => {
    const storage = mockApis.storage();
    const first = renderPage(<Keys />, { storage });
    await userEvent.click(
      screen.getByRole('button', { name: 'Choose columns' }),
    );
    await userEvent.click(
      screen.getByRole('menuitemcheckbox', { name: 'Uses' }),
    );
    first.unmount();
    renderPage(<Keys />, { storage });
    expect(
      screen.getAllByRole('columnheader').map(cell => cell.textContent),
    ).toEqual(['Name']);
  });

  it('draws only the rows in sight of ten thousand', () => {
    const many = Array.from({ length: 10_000 }, (_value, index) => ({
      id: String(index),
      name: `key-${index}`,
      uses: index,
    }));
    renderPage(<Keys rows={many} />);
    expect(screen.getByRole('grid')).toHaveAttribute('aria-rowcount', '10001');
    expect(screen.getAllByRole('row').length).toBeLessThan(100);
  });

  it('asks for more when the reader comes near the end', async () => {
    const load = jest.fn();
    renderPage(<Keys more={{ load, loading: false }} />);
    await waitFor(() => expect(load).toHaveBeenCalled());
  });

  it('stands for itself while loading, when empty and on an error', async () => {
    const { unmount } = renderPage(<Keys rows={undefined} />);
    expect(
      screen.getByRole('status', { name: 'Loading: API keys' }),
    ).toBeInTheDocument();
    unmount();
    const empty = renderPage(<Keys rows={[]} />);
    expect(screen.getByText('No API keys yet')).toBeInTheDocument();
    empty.unmount();
    const retry = jest.fn();
    renderPage(
      <Keys
        rows={undefined}
        error={{
          title: 'Your keys could not be loaded',
          error: new Error('no'),
        }}
        onRetry={retry}
      />,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(retry).toHaveBeenCalled();
  });

  it('is a list of two lines with its actions on a small screen', async () => {
    setScreen('small');
    renderPage(<Keys actions={key => <button>Revoke {key.name}</button>} />);
    const list = screen.getByRole('list', { name: 'API keys' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(3);
    expect(screen.queryByRole('grid')).not.toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Revoke alpha' }),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Sort' }));
    await userEvent.click(screen.getByRole('menuitemradio', { name: 'Name' }));
    expect(within(list).getAllByRole('listitem')[0]).toHaveTextContent('alpha');
  });
});
