import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { renderPage } from '../testing/renderPage';
import { refusal } from '../testing/refusal';
import { ConfirmDialog } from './ConfirmDialog';

function Page(props: {
  onConfirm: () => Promise<unknown> | void;
  typedName?: string;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button onClick={() => setOpen(true)}>Revoke</button>
      <ConfirmDialog
        {...props}
        open={open}
        title="Revoke the API key “bot”?"
        consequence="Programs that use it are refused."
        confirmLabel="Revoke key"
        destructive
        onClose={() => setOpen(false)}
      />
    </>
  );
}

async function openDialog() {
  await userEvent.click(screen.getByRole('button', { name: 'Revoke' }));
  return screen.findByRole('dialog', { name: 'Revoke the API key “bot”?' });
}

describe('ConfirmDialog', () => {
  it('names the thing, says what will happen, and does it once', async () => {
    const confirm = jest.fn();
    renderPage(<Page onConfirm={confirm} />);
    expect(await openDialog()).toHaveAccessibleDescription(
      'Programs that use it are refused.',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Revoke key' }));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(confirm).toHaveBeenCalledTimes(1);
  });

  it('gives the focus back when it is left with Escape', async () => {
    const confirm = jest.fn();
    renderPage(<Page onConfirm={confirm} />);
    await openDialog();
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Revoke' })).toHaveFocus(),
    );
    expect(confirm).not.toHaveBeenCalled();
  });

  it('asks for the name where one is to be typed', async () => {
    const confirm = jest.fn();
    renderPage(<Page onConfirm={confirm} typedName="bot" />);
    await openDialog();
    expect(screen.getByRole('button', { name: 'Revoke key' })).toBeDisabled();
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Type bot to confirm' }),
      'bot',
    );
    expect(screen.getByRole('button', { name: 'Revoke key' })).toBeEnabled();
  });

  it('stays and says why when it did not work', async () => {
    const refused = await refusal(409, 'It is revoked already.');
    renderPage(<Page onConfirm={() => Promise.reject(refused)} />);
    await openDialog();
    await userEvent.click(screen.getByRole('button', { name: 'Revoke key' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'It is revoked already.',
    );
    expect(screen.getByRole('dialog')).toBeInTheDocument();
  });
});
