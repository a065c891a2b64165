import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeClipboard } from '../__testUtils__/clipboard';
import { renderPage } from '../testing/renderPage';
import { LogBuffer } from './LogBuffer';
import { LogView } from './LogView';
import { safeLogText } from './logText';

describe('safeLogText', () => {
  it.each([
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007', 'link'],
    ['\u001b[2J\u001b[1;1Hcleared', 'cleared'],
    ['a\u0000b\u0007c\u007f', 'a␀b␇c␡'],
    ['paid\rfree', 'paid␍free'],
    ['ends\r\n', 'ends'],
    ['\tindented', '\tindented'],
    ['user\u202egnp.exe', 'user\\u202egnp.exe'],
    ['zero\u200bwidth', 'zero\\u200bwidth'],
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ])('makes of %j what can be seen', (line, shown) => {
    expect(safeLogText(line)).toBe(shown);
  });

  it('bounds a line, and says how much is missing', () => {
    expect(safeLogText('x'.repeat(5_000))).toMatch(
      /^x{4000} … 1000 more characters$/,
    );
  });
});

/** Appends lines and waits until they are shown. */
async function append(
  buffer: LogBuffer,
  ...lines: Array<[source: string, text: string]>
) {
  await act(async () => {
    const shown = new Promise<void>(resolve => {
      const stop = buffer.subscribe(() => {
        stop();
        resolve();
      });
    });
    for (const [source, text] of lines) buffer.append({ source, text });
    await shown;
  });
}

const setUp = (buffer = new LogBuffer()) => {
  renderPage(
    <LogView label="Log" buffer={buffer} sourceWord="pod" empty="No lines" />,
  );
  return buffer;
};
const log = () => within(screen.getByRole('log', { name: 'Log' }));

describe('LogView', () => {
  it('shows lines as they come, with what they are from', async () => {
    const buffer = setUp();
    expect(screen.getByText('No lines')).toBeInTheDocument();
    await append(buffer, ['a', 'one'], ['b', 'two']);
    expect(log().getByText('one')).toBeInTheDocument();
    expect(log().getByText('b')).toBeInTheDocument();
  });

  it('draws only what is in sight, and keeps a bounded number', async () => {
    const buffer = setUp(new LogBuffer({ capacity: 1_000 }));
    await append(
      buffer,
      ...Array.from({ length: 5_000 }, (_value, index): [string, string] => [
        'a',
        `line ${index}`,
      ]),
    );
    expect(log().getAllByText(/^line/).length).toBeLessThan(100);
    expect(
      log().getByText('4,000 earlier lines are not kept here'),
    ).toBeInTheDocument();
    expect(buffer.snapshot().lines).toHaveLength(1_000);
  });

  it('filters by source', async () => {
    const buffer = setUp();
    await append(buffer, ['a', 'one'], ['b', 'two']);
    await userEvent.click(screen.getByLabelText('Lines of which pod'));
    await userEvent.click(screen.getByRole('option', { name: 'b' }));
    expect(log().queryByText('one')).not.toBeInTheDocument();
    expect(log().getByText('two')).toBeInTheDocument();
  });

  it('holds still while paused, counts what comes, and goes on', async () => {
    const buffer = setUp();
    await append(buffer, ['a', 'one']);
    await userEvent.click(screen.getByRole('button', { name: 'Pause' }));
    await append(buffer, ['a', 'two'], ['a', 'three']);
    expect(log().queryByText('two')).not.toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Follow, 2 new' }),
    );
    expect(log().getByText('three')).toBeInTheDocument();
  });

  it('pauses when one scrolls up, and goes on at the end', async () => {
    const buffer = setUp();
    await append(buffer, ['a', 'one']);
    const scroller = screen.getByRole('log');
    const scrollTo = (scrollTop: number) => {
      Object.defineProperties(scroller, {
        scrollHeight: { configurable: true, value: 2_000 },
        clientHeight: { configurable: true, value: 400 },
      });
      fireEvent.scroll(scroller, { target: { scrollTop } });
    };
    scrollTo(1_600);
    expect(screen.getByRole('button', { name: 'Pause' })).toBeInTheDocument();
    scrollTo(900);
    expect(screen.getByRole('button', { name: 'Follow' })).toBeInTheDocument();
    scrollTo(1_590);
    expect(screen.getByRole('button', { name: 'Pause' })).toBeInTheDocument();
  });

  it('copies what is shown, and wraps or does not', async () => {
    const buffer = setUp();
    const copied: string[] = [];
    await append(buffer, ['a', '\u001b[1mone'], ['b', 'two']);
    fakeClipboard(async text => {
      copied.push(text);
    });
    await userEvent.click(
      screen.getByRole('button', { name: 'Copy the lines shown' }),
    );
    expect(copied).toEqual(['one\ntwo']);
    const wrap = screen.getByRole('button', { name: 'Wrap long lines' });
    expect(wrap).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(wrap);
    expect(log().getByText('one')).toHaveStyle({ whiteSpace: 'pre' });
  });
});
