import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeClipboard } from '../__testUtils__/clipboard';
import { renderPage } from '../testing/renderPage';
import { CopyButton } from './CopyButton';
import { ShortName } from './ShortName';

const longName = 'payments-service-deployment-in-production-7c9f';

describe('CopyButton', () => {
  it('copies and says so', async () => {
    const user = userEvent.setup();
    const written = jest.fn().mockResolvedValue(undefined);
    fakeClipboard(written);
    renderPage(<CopyButton text="req-1" what="request id" />);
    await user.click(screen.getByRole('button', { name: 'Copy request id' }));
    expect(written).toHaveBeenCalledWith('req-1');
    expect(await screen.findByRole('status')).toHaveTextContent('Copied');
  });

  it('says what to do where the browser refuses', async () => {
    const user = userEvent.setup();
    fakeClipboard(() => Promise.reject(new Error('denied')));
    renderPage(<CopyButton text="req-1" what="request id" />);
    await user.click(screen.getByRole('button'));
    expect(await screen.findByRole('status')).toHaveTextContent(
      'select the text and copy it',
    );
  });
});

describe('ShortName', () => {
  it('keeps both ends and can be focused, and shows the whole name when pointed at', async () => {
    renderPage(<ShortName name={longName} length={20} />);
    const shown = screen.getByText(/^payments-s….*7c9f$/);
    expect(shown.textContent).toHaveLength(20);
    await userEvent.tab();
    expect(shown).toHaveFocus();
    await userEvent.hover(shown);
    expect(await screen.findByRole('tooltip')).toHaveTextContent(longName);
  });

  it('copies the whole name when the shortened one is selected', () => {
    renderPage(<ShortName name={longName} length={20} />);
    const shown = screen.getByText(/^payments/);
    window.getSelection()!.selectAllChildren(shown);
    const setData = jest.fn();
    fireEvent.copy(shown, { clipboardData: { setData } });
    expect(setData).toHaveBeenCalledWith('text/plain', longName);
  });

  it('leaves a short name alone', () => {
    renderPage(<ShortName name="dev" />);
    expect(screen.getByText('dev')).not.toHaveAttribute('tabindex');
  });
});
