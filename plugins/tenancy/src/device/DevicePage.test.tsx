import type { DeviceRequest } from '@wheelhouse/plugin-tenancy-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusal } from '@wheelhouse/ui/testing';
import { fakeTenancy } from '../__testUtils__/fakes';
import { renderTenancy } from '../__testUtils__/renderTenancy';
import { DevicePage } from './DevicePage';

const CODE = 'WDJB-MJHT';

function waiting(part: Partial<DeviceRequest> = {}): DeviceRequest {
  return {
    name: 's on build-box',
    machine: 'build-box',
    address: '203.0.113.9',
    asked: new Date(Date.now() - 60_000).toISOString(),
    expires: new Date(Date.now() + 540_000).toISOString(),
    scopes: ['clusters:read'],
    keyExpires: '2126-03-08T08:00:00Z',
    yourAddress: '203.0.113.9',
    elsewhere: false,
    ...part,
  };
}

function renderPage(
  options: {
    request?: DeviceRequest;
    getDeviceRequest?: jest.Mock;
    decideDevice?: jest.Mock;
    code?: string;
  } = {},
) {
  const tenancy = fakeTenancy({
    getDeviceRequest:
      options.getDeviceRequest ??
      jest.fn(async () => options.request ?? waiting()),
    ...(options.decideDevice && { decideDevice: options.decideDevice }),
  });
  const code = options.code ?? CODE;
  renderTenancy(<DevicePage />, {
    tenancy,
    path: code ? `/device?code=${code}` : '/device',
  });
  return tenancy;
}

const approve = () => screen.findByRole('button', { name: 'Approve' });
const address = () => screen.getByTestId('address');

describe('the page for devices', () => {
  it('takes a code as people type it, and has it in its address', async () => {
    const tenancy = renderPage({ code: '' });
    expect(tenancy.getDeviceRequest).not.toHaveBeenCalled();
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Code' }),
      'wdjb mjht{Enter}',
    );
    expect(await approve()).toBeVisible();
    expect(tenancy.getDeviceRequest).toHaveBeenCalledWith(CODE);
    expect(address()).toHaveTextContent('/device?code=WDJB');
  });

  it('asks nobody about what cannot be a code', async () => {
    const tenancy = renderPage({ code: 'HELLO' });
    expect(await screen.findByRole('alert')).toHaveTextContent('eight letters');
    expect(tenancy.getDeviceRequest).not.toHaveBeenCalled();
  });

  it('shows which device asks, from where, since when, and what it could do', async () => {
    renderPage();
    expect(
      await screen.findByRole('heading', {
        name: 'build-box asks to act for you',
      }),
    ).toBeVisible();
    expect(
      await screen.findByText(/it may read your clusters until 8 March 2126/),
    ).toBeVisible();
    expect(screen.getByText(CODE)).toBeVisible();
    expect(screen.getByText('203.0.113.9')).toBeVisible();
    expect(screen.getByText('1 minute ago')).toBeVisible();
    expect(screen.queryByText(/another network/)).not.toBeInTheDocument();
  });

  it('warns of a device in another network', async () => {
    renderPage({
      request: waiting({ elsewhere: true, yourAddress: '198.51.100.7' }),
    });
    const warning = await screen.findByRole('alert');
    expect(warning).toHaveTextContent('It asks from another network');
    expect(warning).toHaveTextContent('You are at 198.51.100.7');
  });

  it('approves what is shown, once', async () => {
    const tenancy = renderPage();
    await userEvent.dblClick(await approve());
    expect(await screen.findByText('Approved')).toBeVisible();
    expect(tenancy.decideDevice.mock.calls).toEqual([[CODE, 'approve']]);
    expect(
      screen.queryByRole('button', { name: 'Deny' }),
    ).not.toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'See your API keys' }),
    ).toHaveAttribute('href', '/account?tab=keys');
  });

  it('denies it', async () => {
    const tenancy = renderPage();
    await approve();
    await userEvent.click(screen.getByRole('button', { name: 'Deny' }));
    expect(await screen.findByText('Denied')).toBeVisible();
    expect(tenancy.decideDevice.mock.calls).toEqual([[CODE, 'deny']]);
  });

  it('says the same of a code that is unknown, was used or has ended, and takes another', async () => {
    const getDeviceRequest = jest
      .fn()
      .mockRejectedValueOnce(await refusal(404, 'No device waits.'))
      .mockResolvedValueOnce(waiting());
    renderPage({ getDeviceRequest });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'No device waits with this code. It is mistyped, was used already, or has ended',
    );
    const field = screen.getByRole('textbox', { name: 'Code' });
    expect(field).toHaveValue(CODE);
    await userEvent.clear(field);
    await userEvent.type(field, 'BCDFGHJK{Enter}');
    expect(await approve()).toBeVisible();
    expect(getDeviceRequest).toHaveBeenLastCalledWith('BCDF-GHJK');
  });

  it('says that a code has ended which ended, or was used, while it was looked at', async () => {
    const decideDevice = jest
      .fn()
      .mockRejectedValue(await refusal(404, 'No device waits.'));
    renderPage({ decideDevice });
    await userEvent.click(await approve());
    expect(await screen.findByText('Ended')).toBeVisible();
    expect(screen.queryByText('Approved')).not.toBeInTheDocument();
  });

  it('stops offering a code when its time is over', async () => {
    renderPage({
      request: waiting({ expires: new Date(Date.now() + 400).toISOString() }),
    });
    expect(await screen.findByText('Ended')).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Approve' }),
    ).not.toBeInTheDocument();
  });

  it('says how long to wait after too many wrong codes', async () => {
    renderPage({
      getDeviceRequest: jest
        .fn()
        .mockRejectedValue(
          await refusal(429, 'Too many wrong codes were typed.'),
        ),
    });
    expect(
      await screen.findByText('Too many wrong codes were typed.'),
    ).toBeVisible();
  });

  it('keeps the choice when the server could not be reached', async () => {
    const decideDevice = jest
      .fn()
      .mockRejectedValueOnce(await refusal(503, 'Not now.'))
      .mockResolvedValueOnce(undefined);
    renderPage({ decideDevice });
    await userEvent.click(await approve());
    expect(await screen.findByText('Not now.')).toBeVisible();
    await userEvent.click(await approve());
    expect(await screen.findByText('Approved')).toBeVisible();
  });
});
