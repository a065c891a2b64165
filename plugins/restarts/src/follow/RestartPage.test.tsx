import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusal } from '@wheelhouse/ui/testing';
import { FakeStream, fakeRestarts } from '../__testUtils__/fakes';
import { pod, progress, restart } from '../__testUtils__/fixtures';
import { renderRestarts } from '../__testUtils__/renderRestarts';

function follow(...streams: FakeStream[]) {
  const left = [...streams];
  const restarts = fakeRestarts({
    followRestart: jest.fn((_id, signal) => left.shift()!.events(signal)),
  });
  renderRestarts(restarts, '/restarts/r1');
  return restarts;
}

const tell = (stream: FakeStream, ...events: Parameters<FakeStream['tell']>) =>
  act(async () => {
    stream.tell(...events);
  });

const side = (name: string) => within(screen.getByRole('region', { name }));
const heading = (name: string) =>
  screen.findByRole('heading', { level: 1, name });

describe('a restart that is followed', () => {
  it('shows pods that change side, what happened when, and the new pods’ lines, until it is ready', async () => {
    const stream = new FakeStream();
    follow(stream);
    expect(
      screen.getByRole('status', { name: 'Loading the restart' }),
    ).toBeInTheDocument();
    await tell(
      stream,
      { type: 'restart', restart: restart() },
      { type: 'pods', progress: progress() },
    );
    await heading('api');
    expect(
      screen.getByText('New certificate', { exact: false }),
    ).toBeInTheDocument();
    expect(
      side('Old pods')
        .getAllByRole('listitem')
        .map(tile => tile.textContent),
    ).toEqual(['5c8b-aaaaaReady', '5c8b-bbbbbEnding']);
    expect(side('New pods').getAllByRole('listitem')).toHaveLength(1);
    const steps = within(
      screen.getByRole('list', { name: 'What happened when' }),
    );
    expect(
      steps.getAllByRole('listitem').map(step => step.textContent),
    ).toEqual([
      expect.stringMatching(/^Requested /),
      'Begun +1 s',
      'Rolling +2 s',
      'Ready',
    ]);

    await tell(stream, {
      type: 'log',
      pod: 'api-7d9f-x7k2f',
      container: 'api',
      line: 'listening on :8080',
    });
    expect(await screen.findByText('listening on :8080')).toBeInTheDocument();

    await tell(stream, {
      type: 'end',
      restart: restart({
        state: 'ready',
        endedAt: '2026-03-01T12:00:41Z',
        progress: progress({
          available: 3,
          pods: [pod()],
          summary: 'All 3 new pods are ready',
        }),
      }),
    });
    expect(await screen.findByText('took 41 s')).toBeInTheDocument();
    expect(screen.getByText('none left')).toBeInTheDocument();
    expect(screen.getAllByRole('status')[0]).toHaveTextContent(
      'Ready. All 3 new pods are ready',
    );
  });

  it('counts down while it settles', async () => {
    const stream = new FakeStream();
    follow(stream);
    await tell(
      stream,
      { type: 'restart', restart: restart() },
      {
        type: 'pods',
        progress: progress({
          settlesAt: new Date(Date.now() + 8_000).toISOString(),
        }),
      },
    );
    expect(
      await screen.findByText(/stay ready for \d+ s more/),
    ).toBeInTheDocument();
    expect(screen.getByText('Settling')).toBeInTheDocument();
  });

  it('opens a failed one with its pod, container, reason and last lines', async () => {
    const stream = new FakeStream();
    follow(stream);
    await tell(stream, {
      type: 'end',
      restart: restart({
        state: 'failed',
        endedAt: '2026-03-01T12:00:20Z',
        failure: {
          pod: 'api-7d9f-x7k2f',
          container: 'api',
          reason: 'CrashLoopBackOff',
          message: 'The container exits with code 1 soon after it starts.',
          log: ['starting', '\u001b[31mno database\u001b[0m', 'bye\u0007'],
        },
      }),
    });
    const panel = within(
      await screen.findByRole('region', { name: /exits with code 1/ }),
    );
    expect(panel.getByText('api-7d9f-x7k2f')).toBeInTheDocument();
    expect(
      panel.getByRole('region', { name: 'Its last lines' }),
    ).toHaveTextContent('starting no database bye␇');
  });

  it('leads from a superseded one to what took its place', async () => {
    const stream = new FakeStream();
    follow(stream);
    await tell(stream, {
      type: 'end',
      restart: restart({ state: 'superseded', supersededBy: 'r2' }),
    });
    expect(
      await screen.findByRole('link', { name: /took its place/ }),
    ).toHaveAttribute('href', '/restarts/r2');
  });

  it('falls back to the object, connects again and does not tell lines twice', async () => {
    const [first, second] = [new FakeStream(), new FakeStream()];
    const restarts = follow(first, second);
    const line = {
      type: 'log',
      pod: 'p',
      container: 'c',
      line: 'hello',
    } as const;
    await tell(first, { type: 'restart', restart: restart() }, line);
    await screen.findByText('hello');
    restarts.getRestart.mockResolvedValue(
      restart({ progress: progress({ summary: '2 of 3 new pods are ready' }) }),
    );
    first.close(new TypeError('network error'));
    expect(await screen.findByText('Reconnecting')).toBeInTheDocument();
    await screen.findAllByText(/2 of 3 new pods/);
    await tell(second, line, { ...line, line: 'world' });
    await screen.findByText('world');
    expect(screen.getAllByText('hello')).toHaveLength(1);
    expect(screen.getByText('Live')).toBeInTheDocument();
  });

  it('is shown as it ended where no stream is to be had', async () => {
    const restarts = fakeRestarts({
      followRestart: jest.fn(() => new FakeStream().close().events()),
      getRestart: jest.fn(async () =>
        restart({ state: 'ready', endedAt: '2026-03-01T12:00:41Z' }),
      ),
    });
    renderRestarts(restarts, '/restarts/r1');
    expect(await screen.findByText('took 41 s')).toBeInTheDocument();
    expect(restarts.followRestart).toHaveBeenCalledTimes(1);
  });

  it('is the honest not-found of the server, and asks no further', async () => {
    const error = await refusal(404, 'There is no such restart.');
    const restarts = fakeRestarts({
      followRestart: jest.fn(() => new FakeStream().close(error).events()),
    });
    renderRestarts(restarts, '/restarts/r1');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'There is no such restart.',
    );
    expect(restarts.followRestart).toHaveBeenCalledTimes(1);
    expect(restarts.getRestart).not.toHaveBeenCalled();
  });

  it('restarts again, and asks first where it has not ended', async () => {
    const stream = new FakeStream();
    follow(stream);
    await tell(stream, { type: 'restart', restart: restart() });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Restart again' }),
    );
    expect(screen.getByRole('dialog')).toHaveTextContent('is under way');
  });

  it('stops listening when one leaves', async () => {
    let signal: AbortSignal | undefined;
    const restarts = fakeRestarts({
      followRestart: jest.fn((_id, given) => {
        signal = given;
        return new FakeStream().events(given);
      }),
    });
    const { unmount } = renderRestarts(restarts, '/restarts/r1');
    await waitFor(() => expect(signal).toBeDefined());
    unmount();
    expect(signal!.aborted).toBe(true);
  });
});
