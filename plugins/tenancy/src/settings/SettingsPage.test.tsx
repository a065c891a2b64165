import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusal } from '@wheelhouse/ui/testing';
import { fakeTenancy } from '../__testUtils__/fakes';
import { ada, banner, setting } from '../__testUtils__/fixtures';
import { renderTenancy } from '../__testUtils__/renderTenancy';
import { SettingsPage } from './SettingsPage';

const open = (name: string) => `/settings?setting=${name}`;

function withSettings(...items: ReturnType<typeof setting>[]) {
  return fakeTenancy({ listSettings: jest.fn(async () => ({ items })) });
}

async function edit(text: string) {
  const field = await screen.findByLabelText('Banner', { selector: 'input' });
  await userEvent.clear(field);
  await userEvent.type(field, text);
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
}

const theirs = {
  ...banner,
  value: 'Theirs',
  version: 4,
  updatedBy: 'ben@acme.example',
};

describe('the settings page', () => {
  it('groups declared settings by plugin, and puts the others last', async () => {
    renderTenancy(<SettingsPage />, {
      tenancy: withSettings(setting(), banner),
    });
    await screen.findByText('Banner');
    expect(
      screen.getAllByRole('heading', { level: 2 }).map(h => h.textContent),
    ).toEqual(['Tenancy', 'Other settings']);
  });

  it('lets a member read, and says who can change', async () => {
    const tenancy = withSettings(banner);
    tenancy.getMe.mockResolvedValue({ ...ada, administrator: false });
    renderTenancy(<SettingsPage />, { tenancy, path: open('tenancy.banner') });
    expect(await screen.findByLabelText('Value')).toHaveTextContent(
      'Maintenance on Sunday',
    );
    expect(screen.getByText(/Only administrators/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
    expect(
      screen.queryByRole('button', { name: 'Add setting', hidden: true }),
    ).toBeNull();
  });

  it('saves a declared setting against the version that was seen', async () => {
    const tenancy = withSettings(banner);
    tenancy.updateSetting.mockResolvedValue(banner);
    renderTenancy(<SettingsPage />, { tenancy, path: open('tenancy.banner') });
    await edit('New');
    await waitFor(() =>
      expect(tenancy.updateSetting).toHaveBeenCalledWith(
        'tenancy.banner',
        'New',
        3,
      ),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('sends nothing that the schema does not allow', async () => {
    const tenancy = withSettings(banner);
    renderTenancy(<SettingsPage />, { tenancy, path: open('tenancy.banner') });
    await edit('x'.repeat(41));
    expect(await screen.findByText(/too long/)).toBeVisible();
    expect(tenancy.updateSetting).not.toHaveBeenCalled();
  });

  it('shows both sides when somebody was faster, and overwrites nothing by itself', async () => {
    const tenancy = withSettings(banner);
    tenancy.updateSetting.mockRejectedValueOnce(await refusal(412, 'stale'));
    tenancy.getSetting.mockResolvedValue(theirs);
    renderTenancy(<SettingsPage />, { tenancy, path: open('tenancy.banner') });
    await edit('Mine');
    expect(await screen.findByText(/ben@acme.example changed/)).toBeVisible();
    expect(screen.getByRole('region', { name: /Theirs/ })).toHaveTextContent(
      '"Theirs"',
    );
    expect(screen.getByRole('region', { name: 'Yours' })).toHaveTextContent(
      '"Mine"',
    );
    expect(tenancy.updateSetting).toHaveBeenCalledTimes(1);
  });

  it('keeps mine by sending it again with their version', async () => {
    const tenancy = withSettings(banner);
    tenancy.updateSetting
      .mockRejectedValueOnce(await refusal(412, 'stale'))
      .mockResolvedValueOnce(banner);
    tenancy.getSetting.mockResolvedValue(theirs);
    renderTenancy(<SettingsPage />, { tenancy, path: open('tenancy.banner') });
    await edit('Mine');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Keep mine' }),
    );
    expect(tenancy.updateSetting).toHaveBeenLastCalledWith(
      'tenancy.banner',
      'Mine',
      4,
    );
  });

  it('goes on from theirs when they are used', async () => {
    const tenancy = withSettings(banner);
    tenancy.updateSetting.mockRejectedValueOnce(await refusal(412, 'stale'));
    tenancy.getSetting.mockResolvedValue(theirs);
    renderTenancy(<SettingsPage />, { tenancy, path: open('tenancy.banner') });
    await edit('Mine');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Use theirs' }),
    );
    expect(
      await screen.findByLabelText('Banner', { selector: 'input' }),
    ).toHaveValue('Theirs');
    expect(tenancy.updateSetting).toHaveBeenCalledTimes(1);
  });

  it('makes a setting again that was deleted meanwhile, when mine is kept', async () => {
    const tenancy = withSettings(setting());
    tenancy.updateSetting.mockRejectedValueOnce(await refusal(404, 'gone'));
    tenancy.getSetting.mockRejectedValue(await refusal(404, 'gone'));
    tenancy.createSetting.mockResolvedValue(setting());
    renderTenancy(<SettingsPage />, { tenancy, path: open('team.contacts') });
    await userEvent.click(await screen.findByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/Somebody deleted this/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Keep mine' }));
    expect(tenancy.createSetting).toHaveBeenCalledWith('team.contacts', {
      ops: '#ops',
    });
  });

  it('deletes against the version that was seen, after a confirmation', async () => {
    const tenancy = withSettings(setting());
    renderTenancy(<SettingsPage />, { tenancy, path: open('team.contacts') });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Delete' }),
    );
    expect(tenancy.deleteSetting).not.toHaveBeenCalled();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Delete setting' }),
    );
    await waitFor(() =>
      expect(tenancy.deleteSetting).toHaveBeenCalledWith('team.contacts', 2),
    );
  });

  it('wants JSON for a setting that nobody declared', async () => {
    const tenancy = withSettings(setting());
    renderTenancy(<SettingsPage />, { tenancy, path: open('team.contacts') });
    const field = await screen.findByLabelText('Value (JSON)');
    await userEvent.clear(field);
    await userEvent.type(field, 'nope');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(screen.getByText(/This is not JSON/)).toBeVisible();
    expect(tenancy.updateSetting).not.toHaveBeenCalled();
  });

  it('leads to the setting that has the name already', async () => {
    const tenancy = withSettings(setting());
    tenancy.createSetting.mockRejectedValue(await refusal(409, 'exists'));
    renderTenancy(<SettingsPage />, { tenancy, path: '/settings?add=setting' });
    const dialog = await screen.findByRole('dialog', { name: 'Add setting' });
    await userEvent.type(
      within(dialog).getByLabelText('Name'),
      'team.contacts',
    );
    await userEvent.type(within(dialog).getByLabelText('Value (JSON)'), '1');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Add setting' }),
    );
    await userEvent.click(await screen.findByRole('link', { name: 'Open it' }));
    expect(
      await screen.findByRole('dialog', { name: 'team.contacts' }),
    ).toBeVisible();
  });

  it('keeps what is being filled in while the list is read again', async () => {
    const tenancy = fakeTenancy({
      listSettings: jest
        .fn()
        .mockResolvedValueOnce({ items: [banner] })
        .mockResolvedValue({ items: [theirs] }),
    });
    renderTenancy(<SettingsPage />, { tenancy, path: open('tenancy.banner') });
    const field = await screen.findByLabelText('Banner', { selector: 'input' });
    await userEvent.clear(field);
    await userEvent.type(field, 'Mine');
    window.dispatchEvent(new Event('visibilitychange'));
    await waitFor(() => expect(tenancy.listSettings).toHaveBeenCalledTimes(2));
    expect(field).toHaveValue('Mine');
  });

  it('says that there are none, and why they could not be loaded', async () => {
    renderTenancy(<SettingsPage />);
    expect(await screen.findByText('No settings yet')).toBeVisible();
    const listSettings = jest.fn();
    listSettings.mockRejectedValue(await refusal(503, 'The database is away.'));
    renderTenancy(<SettingsPage />, { tenancy: fakeTenancy({ listSettings }) });
    expect(await screen.findByText('The database is away.')).toBeVisible();
  });
});
