import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeClipboard } from '../__testUtils__/clipboard';
import { renderPage } from '../testing/renderPage';
import { SecretOnce } from './SecretOnce';

describe('SecretOnce', () => {
  it('shows the whole secret, copies it, and says that it will not be shown again', async () => {
    const user = userEvent.setup();
    const written = jest.fn().mockResolvedValue(undefined);
    fakeClipboard(written);
    renderPage(<SecretOnce secret="whk_abc" what="API key" />);
    expect(screen.getByText('whk_abc')).toBeInTheDocument();
    expect(screen.getByText(/will not be shown again/)).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Copy API key' }));
    expect(written).toHaveBeenCalledWith('whk_abc');
  });
});
