import { screen } from '@testing-library/react';
import { renderPage } from '../testing/renderPage';
import { SandboxNotice } from './SandboxNotice';

describe('SandboxNotice', () => {
  it('says that this is a sandbox where the configuration does', () => {
    renderPage(<SandboxNotice />, { config: { app: { sandbox: true } } });
    expect(
      screen.getByRole('complementary', { name: 'Sandbox' }),
    ).toBeInTheDocument();
  });

  it('is not there otherwise', () => {
    renderPage(<SandboxNotice />);
    expect(screen.queryByText('Sandbox')).not.toBeInTheDocument();
  });
});
