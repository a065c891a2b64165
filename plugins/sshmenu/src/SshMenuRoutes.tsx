import { QueryProvider } from '@wheelhouse/ui';
import { DoneProvider } from './done/DoneProvider';
import { SshMenuPage } from './SshMenuPage';

/** The page at `/sshmenu`. */
export function SshMenuRoutes() {
  return (
    <QueryProvider>
      <DoneProvider>
        <SshMenuPage />
      </DoneProvider>
    </QueryProvider>
  );
}
