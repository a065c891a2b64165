import Box from '@mui/material/Box';
import type {
  ClusterCredential,
  ClusterDetail,
} from '@wheelhouse/plugin-clusters-common';
import { ShortName, TimeAgo } from '@wheelhouse/ui';
import type { ReactNode } from 'react';
import { CredentialEnd } from '../credential/CredentialEnd';
import { LabelChips } from '../labels/LabelChips';
import { shownLabels } from '../labels/labels';

const KINDS: Record<ClusterCredential['kind'], string> = {
  token: 'Token',
  certificate: 'Client certificate',
  basic: 'User name and password',
  exec: 'Given by a command',
  'in-cluster': "The portal's own service account",
  none: 'None',
};

/** What is known of a cluster, beside how it is. */
export function ClusterFacts({ cluster }: { cluster: ClusterDetail }) {
  const { credential, labels, server } = cluster;
  const shown = shownLabels(labels);
  return (
    <Box
      component="dl"
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '1fr 1fr', sm: 'repeat(4, 1fr)' },
        gap: 2,
        m: 0,
      }}
    >
      <Fact name="Version">{cluster.version ?? '–'}</Fact>
      <Fact name="Latency">
        {cluster.latencyMs === undefined ? '–' : `${cluster.latencyMs} ms`}
      </Fact>
      <Fact name="Nodes ready">
        {cluster.nodes === undefined
          ? '–'
          : `${cluster.nodesReady} of ${cluster.nodes}`}
      </Fact>
      <Fact name="Last looked at">
        <TimeAgo time={cluster.checkedAt} fallback="not yet" />
      </Fact>
      <Fact name="Credential">{KINDS[credential.kind]}</Fact>
      <Fact name="Issued">
        <TimeAgo time={credential.issued} fallback="not known" />
      </Fact>
      <Fact name="Ends">
        {credential.expires ? (
          <CredentialEnd credential={credential} />
        ) : (
          'no end is known'
        )}
      </Fact>
      <Fact name="Known from">{cluster.sources.join(', ')}</Fact>
      {server && (
        <Fact name="API server" wide>
          <ShortName name={server} length={64} copy="address" />
        </Fact>
      )}
      {shown.length > 0 && (
        <Fact name="Addons and labels" wide>
          <LabelChips labels={shown} />
        </Fact>
      )}
    </Box>
  );
}

function Fact(props: { name: string; wide?: boolean; children: ReactNode }) {
  return (
    <Box
      sx={{ minWidth: 0, gridColumn: props.wide ? '1 / -1' : undefined }}
      data-figures
    >
      <Box component="dt" sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>
        {props.name}
      </Box>
      <Box component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
        {props.children}
      </Box>
    </Box>
  );
}
