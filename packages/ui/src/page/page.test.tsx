import Button from '@mui/material/Button';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../testing/renderPage';
import { refusal } from '../testing/refusal';
import { EmptyState } from './EmptyState';
import { ErrorState } from './ErrorState';
import { LiveIndicator } from './LiveIndicator';
import { PageFrame } from './PageFrame';

describe('PageFrame', () => {
  it('has one heading, the purpose, the primary action and whether it is live', () => {
    renderPage(
      <PageFrame
        title="Account"
        purpose="Where you are signed in"
        action={<Button>Create key</Button>}
        live={<LiveIndicator state="waiting" />}
      >
        content
      </PageFrame>,
      { config: { app: { title: 'Harbour' } } },
    );
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent(
      'Account',
    );
    expect(screen.getByText('Where you are signed in')).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Create key' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('status')).toHaveTextContent('Reconnecting');
    expect(document.title).toBe('Account · Harbour');
  });
});

describe('EmptyState', () => {
  it('says what would be here and the one thing to do', () => {
    renderPage(
      <EmptyState
        title="No API keys yet"
        action={<Button>Create API key</Button>}
      />,
    );
    expect(screen.getByText('No API keys yet')).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Create API key' }),
    ).toBeInTheDocument();
  });
});

describe('ErrorState', () => {
  it('says what happened, why, what to do, and gives the request id to copy', async () => {
    const retry = jest.fn();
    const error = await refusal(503, 'The database does not answer.', 'req-42');
    renderPage(
      <ErrorState
        title="Your keys could not be loaded"
        error={error}
        onRetry={retry}
      />,
    );
    const alert = within(screen.getByRole('alert'));
    expect(
      alert.getByText('Your keys could not be loaded'),
    ).toBeInTheDocument();
    expect(
      alert.getByText('The database does not answer.'),
    ).toBeInTheDocument();
    expect(alert.getByText(/Retry in a moment/)).toBeInTheDocument();
    expect(alert.getByText('req-42')).toBeInTheDocument();
    expect(
      alert.getByRole('button', { name: 'Copy request id' }),
    ).toBeInTheDocument();
    await userEvent.click(alert.getByRole('button', { name: 'Retry' }));
    expect(retry).toHaveBeenCalled();
  });

  it('tells a lost connection from a refusal', () => {
    renderPage(
      <ErrorState title="Not saved" error={new TypeError('Failed to fetch')} />,
    );
    expect(
      screen.getByText('The portal could not be reached.'),
    ).toBeInTheDocument();
    expect(screen.queryByText(/Request id/)).not.toBeInTheDocument();
  });

  it('says how to go on after a stale version', async () => {
    renderPage(
      <ErrorState
        title="Not saved"
        error={await refusal(412, 'It has moved on.')}
      />,
    );
    expect(
      screen.getByText(/Somebody changed it meanwhile/),
    ).toBeInTheDocument();
  });
});
