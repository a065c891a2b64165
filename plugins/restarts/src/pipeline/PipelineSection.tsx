import { discoveryApiRef, useApi } from '@backstage/frontend-plugin-api';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { WorkloadReference } from '@wheelhouse/plugin-restarts-common';
import { CopyButton, monoFont } from '@wheelhouse/ui';
import { useId, useState } from 'react';
import { Link } from 'react-router-dom';
import {
  keyFormPath,
  narrowScope,
  OUTCOMES,
  pipelineSnippet,
  type PipelineSystem,
  SYSTEMS,
} from './snippets';

const TITLES: Record<PipelineSystem, string> = {
  github: 'GitHub Actions',
  gitlab: 'GitLab CI',
  jenkins: 'Jenkins',
  curl: 'curl',
};

/** How a pipeline restarts this workload: the key, the piece to paste, and what its exit code means. */
export function PipelineSection({ workload }: { workload: WorkloadReference }) {
  const id = useId();
  const [system, setSystem] = useState<PipelineSystem>('github');
  const apiUrl = useApiUrl();
  const scope = narrowScope(workload);
  const snippet = apiUrl && pipelineSnippet(system, { workload, apiUrl });
  return (
    <>
      <Typography component="h3" variant="subtitle1">
        1. A key that can do this and nothing else
      </Typography>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5, mt: 0.5 }}>
        <Box
          component="code"
          sx={{
            fontFamily: monoFont,
            fontSize: '0.75rem',
            overflowWrap: 'anywhere',
          }}
        >
          {scope}
        </Box>
        <CopyButton text={scope} what="scope" />
      </Box>
      <Button
        component={Link}
        to={keyFormPath(workload)}
        variant="outlined"
        color="inherit"
        sx={{ mt: 1 }}
      >
        Create this key
      </Button>
      <Typography variant="body2" color="text.secondary" sx={{ mt: 1 }}>
        Let a group own it, so that it outlives whoever makes it. Keep it where
        your pipelines keep secrets, as WHEELHOUSE_KEY.
      </Typography>

      <Typography component="h3" variant="subtitle1" sx={{ mt: 3 }}>
        2. The call
      </Typography>
      <Tabs
        value={system}
        onChange={(_, next: PipelineSystem) => setSystem(next)}
        variant="scrollable"
        aria-label="Pipeline systems"
        sx={{ borderBottom: 1, borderColor: 'divider' }}
      >
        {SYSTEMS.map(one => (
          <Tab
            key={one}
            value={one}
            label={TITLES[one]}
            id={`${id}-${one}`}
            aria-controls={`${id}-panel`}
          />
        ))}
      </Tabs>
      <Box
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${system}`}
        sx={{ mt: 1.5 }}
      >
        <Box
          component="pre"
          tabIndex={0}
          role="region"
          aria-label={`For ${TITLES[system]}`}
          sx={{
            m: 0,
            mb: 1,
            p: 1.5,
            overflowX: 'auto',
            borderRadius: 1,
            bgcolor: 'action.hover',
            fontFamily: monoFont,
            fontSize: '0.75rem',
            lineHeight: 1.6,
          }}
        >
          {snippet ?? ' '}
        </Box>
        {snippet && (
          <CopyButton labelled text={snippet} what={`for ${TITLES[system]}`} />
        )}
      </Box>

      <Typography component="h3" variant="subtitle1" sx={{ mt: 3 }}>
        3. What comes of it
      </Typography>
      <Box component="dl" sx={{ m: 0, mt: 0.5, fontSize: '0.8125rem' }}>
        {OUTCOMES.map(({ sign, means }) => (
          <Box key={sign} sx={{ py: 0.5 }}>
            <Box component="dt" sx={{ fontWeight: 500 }}>
              {sign}
            </Box>
            <Box component="dd" sx={{ m: 0, color: 'text.secondary' }}>
              {means}
            </Box>
          </Box>
        ))}
      </Box>
      <Typography variant="body2" color="text.secondary" sx={{ mt: 1 }}>
        Needs curl 7.76 or newer. With “Accept: application/x-ndjson” the answer
        is a stream of what happens, kept alive through proxies; its status is
        then known before its end, so read the last line.
      </Typography>
    </>
  );
}

/** The whole address of the API, as somebody outside of this page calls it. */
function useApiUrl(): string | undefined {
  const discovery = useApi(discoveryApiRef);
  const { data } = useQuery({
    queryKey: ['restarts', 'api-url'],
    queryFn: async () =>
      new URL(await discovery.getBaseUrl('restarts'), window.location.origin)
        .href,
    staleTime: Infinity,
  });
  return data;
}
