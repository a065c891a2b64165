import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { Setting } from '@wheelhouse/plugin-tenancy-common';
import { monoFont, ShortName, TimeAgo } from '@wheelhouse/ui';
import type { ReactNode } from 'react';
import { printValue } from './settingValue';

/** What a setting is for, its name and default, and who changed it last; `children` stand in between. */
export function SettingFacts(props: {
  setting: Setting;
  showValue: boolean;
  children: ReactNode;
}) {
  const { setting, showValue, children } = props;
  const { declaration, name, updated, updatedBy } = setting;
  return (
    <Stack spacing={2.5}>
      {declaration && <Typography>{declaration.description}</Typography>}
      {showValue && (
        <>
          <Json value={setting.value} />
          <Typography color="text.secondary">
            Only administrators of this portal can change settings.
          </Typography>
        </>
      )}
      {children}
      <Typography variant="body2" component="div" color="text.secondary">
        <div>
          Name: <ShortName name={name} length={40} copy="name" />
        </div>
        {declaration && (
          <div>
            Default:{' '}
            <Box component="code" sx={{ fontFamily: monoFont }}>
              {JSON.stringify(declaration.default)}
            </Box>
          </div>
        )}
        <div>
          {updated ? (
            <>
              Changed <TimeAgo time={updated} />
              {updatedBy && ` by ${updatedBy}`}
            </>
          ) : (
            'Never changed'
          )}
        </div>
      </Typography>
    </Stack>
  );
}

function Json({ value }: { value: unknown }) {
  return (
    <Box
      component="pre"
      tabIndex={0}
      aria-label="Value"
      sx={{
        m: 0,
        p: 1.25,
        borderRadius: 1,
        bgcolor: 'action.hover',
        fontFamily: monoFont,
        fontSize: '0.8125rem',
        whiteSpace: 'pre-wrap',
        overflowWrap: 'anywhere',
      }}
    >
      {printValue(value)}
    </Box>
  );
}
