import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { ApiKey, Me } from '@wheelhouse/plugin-tenancy-common';
import {
  Fact,
  Facts,
  monoFont,
  ShortName,
  StatusLabel,
  TimeAgo,
} from '@wheelhouse/ui';
import { useScopes } from '../api/queries';
import { describeOwner } from '../shell/groups';
import { describeKey } from './describeKey';

/** What a key can do, in a sentence, and what is known about it. */
export function KeyFacts({
  apiKey: key,
  me,
}: {
  apiKey: ApiKey;
  me: Me | undefined;
}) {
  const { data: scopes } = useScopes();
  return (
    <Stack spacing={3}>
      <Typography sx={{ fontSize: '1rem' }}>
        This key {describeKey(key, scopes ?? [])}.
      </Typography>
      {key.graceUntil && (
        <StatusLabel
          status="attention"
          word="Rotated"
          reason={
            <>
              the old secret ends <TimeAgo time={key.graceUntil} />
            </>
          }
        />
      )}
      <Facts>
        <Fact name="Owner">{describeOwner(key.owner, me)}</Fact>
        <Fact name="Last used">
          <TimeAgo time={key.lastUsed} fallback="never" />
        </Fact>
        <Fact name="Ends">
          <TimeAgo time={key.expires} fallback="never" />
        </Fact>
        <Fact name="Made">
          <TimeAgo time={key.granted} />
          {key.createdBy && ` by ${key.createdBy}`}
        </Fact>
        {key.persona && <Fact name="For">{key.persona.name}</Fact>}
        <Fact name="Begins with">
          <ShortName name={key.prefix} copy="key prefix" />
        </Fact>
        <Fact name="Scopes">
          <Box component="ul" sx={{ listStyle: 'none', p: 0, m: 0 }}>
            {key.scopes.map(scope => (
              <Box
                component="li"
                key={scope}
                sx={{
                  fontFamily: monoFont,
                  fontSize: '0.8125rem',
                  overflowWrap: 'anywhere',
                }}
              >
                {scope}
              </Box>
            ))}
          </Box>
        </Fact>
      </Facts>
    </Stack>
  );
}
