import {
  formatUserCode,
  parseUserCode,
} from '@wheelhouse/plugin-tenancy-common';
import { ErrorState, PageFrame, QueryProvider, statusOf } from '@wheelhouse/ui';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useSearchParams } from 'react-router-dom';
import { CodeForm } from './CodeForm';
import { DeviceDecision } from './DeviceDecision';
import { useDeviceRequest } from './queries';

/** Where somebody confirms a code that a device without a browser shows. */
export function DevicePage() {
  return (
    <QueryProvider>
      <PageFrame
        title="Sign in a device"
        purpose="A terminal or another device without a browser shows a code. Confirm it here, and the device may act for you."
      >
        <Box sx={{ maxWidth: 560 }}>
          <Device />
        </Box>
      </PageFrame>
    </QueryProvider>
  );
}

function Device() {
  const [parameters, setParameters] = useSearchParams();
  const typed = parameters.get('code') ?? '';
  const letters = parseUserCode(typed);
  const code = letters && formatUserCode(letters);
  const request = useDeviceRequest(code);
  const open = (next: string) => {
    // The same code once more: it may have been a slip of the network.
    if (next === typed) void request.refetch();
    else setParameters({ code: next });
  };

  if (code && request.data) {
    return <DeviceDecision key={code} code={code} request={request.data} />;
  }
  if (request.isFetching) {
    return <Skeleton height={240} aria-label="Looking for the device" />;
  }
  const isUnknown = statusOf(request.error) === 404;
  return (
    <>
      {request.error && !isUnknown && (
        <Box sx={{ mb: 3 }}>
          <ErrorState
            title="The code could not be looked up"
            error={request.error}
            onRetry={() => void request.refetch()}
          />
        </Box>
      )}
      <CodeForm
        key={typed}
        typed={code ?? typed}
        problem={problemOf(typed, code, isUnknown)}
        onSubmit={open}
      />
    </>
  );
}

function problemOf(
  typed: string,
  code: string | undefined,
  isUnknown: boolean,
): string | undefined {
  if (typed !== '' && code === undefined) {
    return 'A code has eight letters and no vowels, such as WDJB-MJHT.';
  }
  return isUnknown
    ? 'No device waits with this code. It is mistyped, was used already, or has ended after 10 minutes. Have the device show a new one.'
    : undefined;
}
