import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../testing/renderPage';
import { Tip } from './Tip';

function setUp() {
  const title = jest.fn(() => 'Written when it is wanted');
  renderPage(
    <Tip title={title}>
      <button type="button">Short</button>
    </Tip>,
  );
  return { title, button: screen.getByRole('button', { name: 'Short' }) };
}

const gone = () =>
  waitFor(() => expect(screen.queryByRole('tooltip')).not.toBeInTheDocument());

describe('Tip', () => {
  it('is not there, and not written, before somebody looks', () => {
    const { title, button } = setUp();
    expect(title).not.toHaveBeenCalled();
    expect(button).not.toHaveAttribute('aria-describedby');
  });

  it('describes what has the focus of the keyboard, which stays there, until Escape or leaving', async () => {
    const { button } = setUp();
    await userEvent.tab();
    expect(await screen.findByRole('tooltip')).toHaveTextContent(/^Written/);
    expect(button).toHaveFocus();
    expect(button).toHaveAccessibleDescription('Written when it is wanted');
    await userEvent.keyboard('{Escape}');
    await gone();
    expect(button).toHaveFocus();
  });

  it('stays while the pointer is on it, and goes when the pointer does', async () => {
    jest.useFakeTimers();
    try {
      const user = userEvent.setup({
        advanceTimers: jest.advanceTimersByTime,
      });
      const { button } = setUp();
      await user.hover(button);
      const tip = await screen.findByRole('tooltip');
      await user.hover(tip);
      act(() => {
        jest.advanceTimersByTime(10_000);
      });
      expect(tip).toBeInTheDocument();
      await user.unhover(tip);
      await gone();
    } finally {
      jest.useRealTimers();
    }
  });
});
