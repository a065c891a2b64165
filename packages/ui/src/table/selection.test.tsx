import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { renderPage } from '../testing/renderPage';
import { setScreen } from '../__testUtils__/screen';
import { DataTable } from './DataTable';
import type { DataTableProps } from './types';

interface Workload {
  name: string;
  state: string;
}

const workloads: Workload[] = ['alpha', 'bravo', 'charlie', 'delta'].map(
  name => ({ name, state: 'good' }),
);

let chosen: ReadonlySet<string>;

function Workloads(props: Partial<DataTableProps<Workload>>) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  chosen = selected;
  return (
    <DataTable
      id="workloads"
      label="Workloads"
      rows={workloads}
      rowId={workload => workload.name}
      empty={<p>None</p>}
      columns={[
        { id: 'name', header: 'Name', value: ({ name }) => name },
        { id: 'state', header: 'State', value: ({ state }) => state },
      ]}
      selection={{ selected, onChange: setSelected }}
      {...props}
    />
  );
}

const row = (name: string) =>
  screen.getByRole('row', { name: new RegExp(name) });
const box = (name: string) =>
  screen.getByRole('checkbox', { name: `Choose ${name}` });

describe('choosing rows of a DataTable', () => {
  beforeEach(() => setScreen('large'));

  it('chooses one, and with Shift all up to another', async () => {
    const open = jest.fn();
    renderPage(<Workloads onOpen={open} />);
    await userEvent.click(box('bravo'));
    expect([...chosen]).toEqual(['bravo']);
    expect(row('bravo')).toHaveAttribute('aria-selected', 'true');
    fireEvent.click(box('delta'), { shiftKey: true });
    expect([...chosen]).toEqual(['bravo', 'charlie', 'delta']);
    await userEvent.click(box('charlie'));
    expect([...chosen]).toEqual(['bravo', 'delta']);
    expect(open).not.toHaveBeenCalled();
  });

  it('is done with the keyboard: Space, Shift with arrows, Ctrl A', async () => {
    renderPage(<Workloads />);
    act(() => row('alpha').focus());
    await userEvent.keyboard(' ');
    expect([...chosen]).toEqual(['alpha']);
    await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
    expect([...chosen]).toEqual(['alpha', 'bravo', 'charlie']);
    await waitFor(() => expect(row('charlie')).toHaveFocus());
    await userEvent.keyboard('{Control>}a{/Control}');
    expect(chosen.size).toBe(4);
    await userEvent.keyboard('{Control>}a{/Control}');
    expect(chosen.size).toBe(0);
  });

  it('chooses all that match a filter, and keeps what a filter hides', async () => {
    renderPage(<Workloads />, { path: '/?workloads.filter=a+l' });
    await userEvent.click(
      screen.getByRole('checkbox', { name: 'Choose all that are shown' }),
    );
    expect([...chosen]).toEqual(['alpha', 'charlie', 'delta']);
    await userEvent.clear(screen.getByRole('searchbox'));
    await userEvent.click(box('bravo'));
    expect(chosen.size).toBe(4);
  });

  it('is there on small screens too', async () => {
    setScreen('small');
    renderPage(<Workloads />);
    await userEvent.click(box('bravo'));
    expect([...chosen]).toEqual(['bravo']);
  });
});

describe('what else a DataTable can', () => {
  beforeEach(() => setScreen('large'));

  it('finds rows in which every word stands, in whichever column', () => {
    renderPage(
      <Workloads
        rows={[...workloads, { name: 'echo alpha', state: 'failed' }]}
      />,
      { path: '/?workloads.filter=Alpha+FAIL' },
    );
    expect(screen.getAllByRole('row').slice(1)).toHaveLength(1);
    expect(row('echo alpha')).toBeInTheDocument();
  });

  it('marks a row that changed for a moment, and not those that are new', async () => {
    function Changing() {
      const [rows, setRows] = useState(workloads);
      const change = () =>
        setRows([
          ...workloads.slice(1),
          { name: 'alpha', state: 'failed' },
          { name: 'echo', state: 'good' },
        ]);
      return (
        <>
          <button onClick={change}>Change</button>
          <Workloads rows={rows} version={({ state }) => state} />
        </>
      );
    }
    renderPage(<Changing />);
    await userEvent.click(screen.getByRole('button', { name: 'Change' }));
    await waitFor(() => expect(row('alpha')).toHaveAttribute('data-changed'));
    expect(row('bravo')).not.toHaveAttribute('data-changed');
    expect(row('echo')).not.toHaveAttribute('data-changed');
    await waitFor(() =>
      expect(row('alpha')).not.toHaveAttribute('data-changed'),
    );
  });

  it('offers to clear filters where nothing matches', async () => {
    const onClear = jest.fn();
    renderPage(
      <Workloads
        rows={[]}
        filters={{ controls: <button>Cluster</button>, active: true, onClear }}
      />,
    );
    expect(screen.getByRole('button', { name: 'Cluster' })).toBeInTheDocument();
    expect(screen.queryByText('None')).not.toBeInTheDocument();
    await userEvent.click(
      within(
        screen.getByText('Nothing matches these filters').parentElement!,
      ).getByRole('button', { name: 'Clear filters' }),
    );
    expect(onClear).toHaveBeenCalled();
  });
});
