import { mockApis } from '@backstage/frontend-test-utils';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { liveChannelOf } from '@wheelhouse/plugin-sshmenu-common';
import { FakeSshMenu, refusal } from './__testUtils__/FakeSshMenu';
import { entry, list, twoLists } from './__testUtils__/fixtures';
import { FakeLive, renderMenu } from './__testUtils__/renderMenu';

const OPS = 'group:acme/ops';
const three = () => [
  entry(),
  entry({
    id: 'entry-0002',
    name: 'db',
    host: 'db.example',
    port: 2222,
    jump: 'jump.example',
    tags: ['prod', 'postgres'],
    uses: 9,
    lastUsed: '2026-02-01T12:00:00.000Z',
  }),
  entry({
    id: 'entry-0003',
    list: OPS,
    name: 'bastion',
    tags: ['prod'],
    uses: 0,
    lastUsed: null,
    pinned: true,
  }),
];

const address = () => screen.getByTestId('address').textContent;
const names = () =>
  within(screen.getByRole('grid', { name: 'SSH entries' }))
    .getAllByRole('row')
    .slice(1)
    .map(row => within(row).getByText(/^(web|db|bastion)$/).textContent);
const rowOf = (name: string) =>
  screen.findByRole('row', { name: new RegExp(`^(Pinned: ?)?${name}`) });
const choose = async (name: string, what: string) => {
  const row = await rowOf(name);
  await userEvent.click(within(row).getByRole('button', { name: /^More/ }));
  await userEvent.click(await screen.findByRole('menuitem', { name: what }));
};

describe('the page of the SSH menu', () => {
  it('lists all entries with where they lead, how often and from where they were used', async () => {
    renderMenu(new FakeSshMenu(three()));
    const row = await rowOf('db');
    expect(row).toHaveTextContent('deploy@db.example:2222 via jump.example');
    expect(row).toHaveTextContent('prod · postgres');
    expect(row).toHaveTextContent('· laptop');
    expect(names()).toEqual(['bastion', 'web', 'db']);
    expect(await rowOf('bastion')).toHaveTextContent('never');
  });

  it('shows a list alone, and says what one may do with it', async () => {
    renderMenu(new FakeSshMenu(three(), twoLists({ right: 'read' })));
    await rowOf('db');
    await userEvent.click(screen.getByRole('tab', { name: /ops.*read only/ }));
    await waitFor(() => expect(names()).toEqual(['bastion']));
    expect(address()).toBe('/sshmenu?list=group:acme/ops');
    expect(
      screen.getByText(/administrators among its members change it/),
    ).toBeVisible();
    const row = await rowOf('bastion');
    await userEvent.click(within(row).getByRole('button', { name: /^More/ }));
    const items = screen.getAllByRole('menuitem');
    expect(items.map(item => item.textContent)).toEqual(['Duplicate']);
  });

  it('finds as one types, as the terminal does, and keeps it in the address', async () => {
    renderMenu(new FakeSshMenu(three()));
    await rowOf('db');
    await userEvent.keyboard('/');
    await userEvent.keyboard('dbx');
    expect(names()).toEqual(['db']);
    expect(address()).toContain('entries.filter=dbx');
  });

  it('remembers the order, and lets the address have its way', async () => {
    const storage = mockApis.storage();
    const { unmount } = renderMenu(new FakeSshMenu(three()), { storage });
    await rowOf('db');
    await userEvent.click(screen.getByLabelText('Order'));
    await userEvent.click(screen.getByRole('option', { name: 'By name' }));
    expect(names()).toEqual(['bastion', 'db', 'web']);
    expect(address()).toBe('/sshmenu?sort=name');
    unmount();
    const second = renderMenu(new FakeSshMenu(three()), { storage });
    await rowOf('db');
    expect(names()).toEqual(['bastion', 'db', 'web']);
    second.unmount();
    renderMenu(new FakeSshMenu(three()), {
      storage,
      path: '/sshmenu?sort=recent',
    });
    await rowOf('db');
    expect(names()).toEqual(['bastion', 'web', 'db']);
  });

  it('narrows to tags', async () => {
    renderMenu(new FakeSshMenu(three()));
    await rowOf('db');
    await userEvent.click(screen.getByRole('button', { name: 'prod 2' }));
    expect(names()).toEqual(['bastion', 'db']);
    await userEvent.click(screen.getByRole('button', { name: 'postgres 1' }));
    expect(names()).toEqual(['db']);
    expect(address()).toBe('/sshmenu?tag=prod&tag=postgres');
  });

  it('opens an entry with its command, and the honest answer where there is none', async () => {
    const api = new FakeSshMenu(three());
    const { unmount } = renderMenu(api);
    await userEvent.click(await rowOf('db'));
    const panel = await screen.findByRole('dialog', { name: 'db' });
    expect(panel).toHaveTextContent(
      'ssh -p 2222 -J jump.example -- deploy@db.example',
    );
    expect(address()).toBe('/sshmenu?entry=mine+entry-0002');
    unmount();
    renderMenu(api, { path: '/sshmenu?entry=mine+entry-gone' });
    expect(
      await screen.findByText('There is no such entry'),
    ).toBeInTheDocument();
  });

  it('gives no command of an entry that the validator refuses, and says why', async () => {
    const hostile = entry({ host: '-oProxyCommand=x' });
    renderMenu(new FakeSshMenu([hostile]));
    const row = await rowOf('web');
    expect(within(row).queryByRole('button', { name: /^Copy/ })).toBeNull();
    await userEvent.click(row);
    const panel = await screen.findByRole('dialog', { name: 'web' });
    expect(panel).toHaveTextContent('host must not begin with "-"');
  });

  it('says how one gets the menu in the terminal where there is nothing yet', async () => {
    renderMenu(new FakeSshMenu([], [list({ entries: 0 })]));
    expect(await screen.findByText('No SSH entries yet')).toBeInTheDocument();
    expect(
      await screen.findByText('s login https://portal.example'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('tab', { name: /All/ })).toBeNull();
  });

  it('says what could not be loaded, and loads it when told', async () => {
    const api = new FakeSshMenu(three());
    api.refuse = await refusal(503, 'The database does not answer.');
    renderMenu(api);
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The entries could not be loaded');
    await userEvent.click(within(alert).getByRole('button', { name: 'Retry' }));
    await rowOf('db');
  });

  it('reads all pages of a long list', async () => {
    const many = Array.from({ length: 450 }, (_, index) =>
      entry({
        id: `entry-${1000 + index}`,
        name: `host-${index}`,
        uses: 0,
        lastUsed: null,
      }),
    );
    renderMenu(new FakeSshMenu(many));
    await waitFor(() =>
      expect(screen.getByRole('grid')).toHaveAttribute('aria-rowcount', '451'),
    );
  });
});

describe('changing entries', () => {
  it('adds one, and takes it back', async () => {
    const api = new FakeSshMenu([]);
    renderMenu(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Add entry' }),
    );
    const form = await screen.findByRole('dialog', {
      name: 'Add an SSH entry',
    });
    await userEvent.type(
      within(form).getByLabelText(/^Host/),
      'ada@web.example:2222',
    );
    await userEvent.click(
      within(form).getByRole('button', { name: 'Add entry' }),
    );
    expect(await rowOf('web.example')).toHaveTextContent(
      'ada@web.example:2222',
    );
    expect(api.entries).toMatchObject([
      { list: 'mine', host: 'web.example', user: 'ada', port: 2222 },
    ]);
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(api.entries).toEqual([]));
  });

  it('refuses what would harm, at its field, before it is sent', async () => {
    const api = new FakeSshMenu([]);
    renderMenu(api, { path: '/sshmenu?do=add' });
    const form = await screen.findByRole('dialog');
    await userEvent.type(within(form).getByLabelText(/^Host/), '-oX');
    await userEvent.click(
      within(form).getByRole('button', { name: 'Add entry' }),
    );
    expect(within(form).getByLabelText(/^Host/)).toHaveAccessibleDescription(
      'Host must not begin with "-".',
    );
    expect(api.entries).toEqual([]);
  });

  it('shows both sides of a change that came too late, and keeps the one that is chosen', async () => {
    const api = new FakeSshMenu(three());
    renderMenu(api, { path: '/sshmenu?entry=mine+entry-0001&do=edit' });
    const form = await screen.findByRole('dialog', { name: 'Edit web' });
    await userEvent.type(within(form).getByLabelText('Port'), '2200');
    await api.changeEntry(entry(), { name: 'web', host: 'moved.example' });
    await userEvent.click(within(form).getByRole('button', { name: 'Save' }));
    const table = await within(form).findByRole('table');
    expect(table).toHaveTextContent('Hostmoved.exampleweb.example');
    expect(table).toHaveTextContent('Port–2200');
    await userEvent.click(
      within(form).getByRole('button', { name: 'Keep mine' }),
    );
    await waitFor(() =>
      expect(api.entries).toContainEqual(
        expect.objectContaining({ host: 'web.example', port: 2200 }),
      ),
    );
  });

  it('offers to add what was deleted meanwhile as a new entry', async () => {
    const api = new FakeSshMenu(three());
    renderMenu(api, { path: '/sshmenu?entry=mine+entry-0001&do=edit' });
    const form = await screen.findByRole('dialog', { name: 'Edit web' });
    await userEvent.type(within(form).getByLabelText('Port'), '2200');
    await api.deleteEntry(entry());
    await userEvent.click(within(form).getByRole('button', { name: 'Save' }));
    await userEvent.click(
      await within(form).findByRole('button', { name: 'Add mine' }),
    );
    await waitFor(() =>
      expect(api.entries).toContainEqual(
        expect.objectContaining({ name: 'web', port: 2200 }),
      ),
    );
  });

  it('deletes at once, and brings the same entry back', async () => {
    const api = new FakeSshMenu(three());
    renderMenu(api);
    await choose('db', 'Delete');
    await waitFor(() => expect(names()).toEqual(['bastion', 'web']));
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(names()).toEqual(['bastion', 'web', 'db']));
    expect(api.entries).toContainEqual(
      expect.objectContaining({ name: 'db', uses: 9, lastUsedFrom: 'laptop' }),
    );
    expect(await screen.findByText('db is back.')).toBeInTheDocument();
  });

  it('puts back what the server did not delete, and says why', async () => {
    const api = new FakeSshMenu(three());
    renderMenu(api);
    await rowOf('db');
    api.refuse = await refusal(403, 'Only administrators change this list');
    await choose('db', 'Delete');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'db was not deleted. Only administrators change this list',
    );
    expect(names()).toEqual(['bastion', 'web', 'db']);
  });

  it('pins one to the top', async () => {
    const api = new FakeSshMenu(three());
    renderMenu(api);
    await choose('db', 'Pin');
    await waitFor(() => expect(names()).toEqual(['db', 'bastion', 'web']));
  });

  it('shares a copy with a group, or the entry itself', async () => {
    const api = new FakeSshMenu(three());
    renderMenu(api);
    await choose('web', 'Share with a group');
    let dialog = await screen.findByRole('dialog', { name: /^Share web/ });
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Copy into the group' }),
    );
    await waitFor(() =>
      expect(api.entries.filter(({ name }) => name === 'web')).toMatchObject([
        { list: 'mine' },
        { list: OPS, uses: 0 },
      ]),
    );
    await choose('db', 'Share with a group');
    dialog = await screen.findByRole('dialog', { name: /^Share db/ });
    await userEvent.click(within(dialog).getByLabelText(/^Move/));
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Move into the group' }),
    );
    await waitFor(() =>
      expect(api.entries.filter(({ name }) => name === 'db')).toMatchObject([
        { list: OPS, uses: 9 },
      ]),
    );
  });

  it('takes another user name on a shared entry for oneself', async () => {
    const api = new FakeSshMenu(three());
    renderMenu(api, { path: '/sshmenu?entry=group:acme/ops+entry-0003' });
    const panel = await screen.findByRole('dialog', { name: 'bastion' });
    await userEvent.type(within(panel).getByLabelText('Your user name'), '-x');
    await userEvent.click(
      within(panel).getByRole('button', { name: 'Take it' }),
    );
    expect(panel).toHaveTextContent('It must not begin with "-".');
    await userEvent.clear(within(panel).getByLabelText('Your user name'));
    await userEvent.type(within(panel).getByLabelText('Your user name'), 'me');
    await userEvent.click(
      within(panel).getByRole('button', { name: 'Take it' }),
    );
    await waitFor(() =>
      expect(panel).toHaveTextContent('ssh -- me@web.example'),
    );
    await userEvent.click(
      await within(panel).findByRole('button', { name: 'As the list' }),
    );
    await waitFor(() =>
      expect(panel).toHaveTextContent('ssh -- deploy@web.example'),
    );
  });

  it('lets those who may say who writes a group’s list', async () => {
    const api = new FakeSshMenu(three(), twoLists({ mayChangeWriters: true }));
    renderMenu(api, { path: '/sshmenu?list=group:acme/ops' });
    await userEvent.click(await screen.findByLabelText('Who writes ops'));
    await userEvent.click(
      screen.getByRole('option', { name: 'Administrators write' }),
    );
    await waitFor(() => expect(api.lists[1].writers).toBe('admins'));
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(api.lists[1].writers).toBe('members'));
  });
});

describe('what happens elsewhere', () => {
  const mine = liveChannelOf('mine', 'user:acme/ben');
  const ops = liveChannelOf(OPS, 'user:acme/ben');

  async function open(api: FakeSshMenu) {
    const live = new FakeLive();
    renderMenu(api, { live });
    await rowOf('db');
    await waitFor(() => expect(live.channels).toEqual([mine, ops]));
    return live;
  }

  it('appears by itself, and marks the row', async () => {
    const api = new FakeSshMenu(three());
    const live = await open(api);
    const listed = jest.spyOn(api, 'listEntries');
    await api.changeEntry(entry(), { name: 'web', host: 'moved.example' });
    act(() => live.tell(mine, 'changed', { ids: ['entry-0001'] }));
    const row = await screen.findByRole('row', { name: /moved\.example/ });
    expect(row).toHaveAttribute('data-changed', 'true');
    // One entry, and not a whole list.
    expect(listed).not.toHaveBeenCalled();
  });

  it('adds what others share, and takes away what they delete', async () => {
    const api = new FakeSshMenu(three());
    const live = await open(api);
    await api.addEntry(
      { list: OPS, id: 'entry-0009' },
      { name: 'new', host: 'n' },
    );
    await api.deleteEntry(entry());
    act(() => {
      live.tell(ops, 'changed', { ids: ['entry-0009'] });
      live.tell(mine, 'changed', { ids: ['entry-0001'] });
    });
    await rowOf('new');
    await waitFor(() => expect(screen.queryByText('web')).toBeNull());
  });

  it('is read as a whole where much of it changed', async () => {
    const api = new FakeSshMenu(three());
    const live = await open(api);
    await api.addEntry(
      { list: OPS, id: 'entry-0009' },
      { name: 'new', host: 'n' },
    );
    act(() => live.tell(ops, 'changed'));
    expect(await rowOf('new')).toBeInTheDocument();
  });

  it('takes the entries of a list away that one no longer sees', async () => {
    const api = new FakeSshMenu(three());
    const live = await open(api);
    api.lists = [list()];
    act(() => live.tell(mine, 'writers-changed'));
    await waitFor(() => expect(names()).toEqual(['web', 'db']));
  });
});
