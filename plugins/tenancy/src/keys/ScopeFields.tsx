import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Skeleton from '@mui/material/Skeleton';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import {
  ALL_SCOPES,
  type ScopeDeclarationSummary,
  scopesAllow,
} from '@wheelhouse/plugin-tenancy-common';
import { ErrorState, monoFont } from '@wheelhouse/ui';
import { useId } from 'react';
import { useScopes } from '../api/queries';
import { describeRights } from './describeKey';
import type { KeyFormErrors, ScopePick } from './keyForm';

export interface ScopeFieldsProps {
  all: boolean;
  picks: ScopePick[];
  errors: KeyFormErrors;
  /** Scopes that bound the choice: those that a key has, for it cannot be given more. By default all. */
  within?: readonly string[];
  onChange: (change: { all: boolean; picks: ScopePick[] }) => void;
}

/** What a key may do: all, or what is picked from the plugins' scopes, each narrowed to some resources. */
export function ScopeFields(props: ScopeFieldsProps) {
  const { all, picks, errors, within = [ALL_SCOPES], onChange } = props;
  const id = useId();
  const scopes = useScopes();
  return (
    <Box role="group" aria-labelledby={id}>
      <Typography id={id} component="h3" variant="subtitle1">
        What it may do
      </Typography>
      {within.includes(ALL_SCOPES) && (
        <RadioGroup
          aria-labelledby={id}
          value={all ? 'all' : 'some'}
          onChange={(_, value) => onChange({ all: value === 'all', picks })}
        >
          <FormControlLabel
            value="some"
            control={<Radio size="small" />}
            label="Only what I choose"
          />
          <FormControlLabel
            value="all"
            control={<Radio size="small" />}
            label="All that I may do"
          />
        </RadioGroup>
      )}
      {all && (
        <Alert severity="warning" variant="outlined" sx={{ mt: 1 }}>
          Whoever has this key can do everything that its owner can do, now and
          later. Choose less where you can.
        </Alert>
      )}
      {!all && scopes.isPending && <Skeleton height={120} />}
      {!all && scopes.isError && (
        <ErrorState
          title="What keys may do could not be loaded"
          error={scopes.error}
          onRetry={() => void scopes.refetch()}
        />
      )}
      {!all && scopes.data && (
        <Picks
          declarations={scopes.data.filter(({ plugin, action }) =>
            scopesAllow(within, plugin, action),
          )}
          picks={picks}
          errors={errors}
          onChange={next => onChange({ all, picks: next })}
        />
      )}
      {errors.scopes && (
        <FormHelperText error role="alert">
          {errors.scopes}
        </FormHelperText>
      )}
    </Box>
  );
}

interface PicksProps {
  declarations: ScopeDeclarationSummary[];
  picks: ScopePick[];
  errors: KeyFormErrors;
  onChange: (picks: ScopePick[]) => void;
}

function Picks({ declarations, picks, errors, onChange }: PicksProps) {
  const offered = withUndeclared(declarations, picks);
  const plugins = [...new Set(offered.map(offer => offer.plugin))];
  const change = (offer: ScopeDeclarationSummary, where: string | null) => {
    const others = picks.filter(pick => !isPickOf(pick, offer));
    const { plugin, action } = offer;
    onChange(where === null ? others : [...others, { plugin, action, where }]);
  };
  return (
    <>
      {plugins.map(plugin => (
        <Box
          key={plugin}
          component="fieldset"
          sx={{ border: 0, p: 0, m: 0, mt: 1.5 }}
        >
          <Typography
            component="legend"
            variant="caption"
            color="text.secondary"
            sx={{ p: 0 }}
          >
            {plugin === '*' ? 'every plugin' : plugin}
          </Typography>
          {offered
            .filter(offer => offer.plugin === plugin)
            .map(offer => (
              <Pick
                key={offer.action}
                offer={offer}
                pick={picks.find(pick => isPickOf(pick, offer))}
                error={errors.picks?.[`${plugin}:${offer.action}`]}
                onChange={where => change(offer, where)}
              />
            ))}
        </Box>
      ))}
    </>
  );
}

interface PickProps {
  offer: ScopeDeclarationSummary;
  pick: ScopePick | undefined;
  error: string | undefined;
  /** Null: not picked any more. */
  onChange: (where: string | null) => void;
}

function Pick({ offer, pick, error, onChange }: PickProps) {
  return (
    <Box>
      <FormControlLabel
        control={
          <Checkbox
            size="small"
            checked={pick !== undefined}
            onChange={(_, checked) => onChange(checked ? '' : null)}
          />
        }
        label={capitalise(offer.description)}
      />
      {pick && offer.resource && (
        <TextField
          fullWidth
          size="small"
          label={`Only at (${offer.resource})`}
          placeholder="Everywhere"
          value={pick.where}
          error={error !== undefined}
          helperText={
            error ?? 'Empty: everywhere. * is any name, ** any number of them.'
          }
          onChange={event => onChange(event.target.value)}
          InputLabelProps={{ shrink: true }}
          inputProps={{
            spellCheck: false,
            autoCapitalize: 'none',
            style: { fontFamily: monoFont },
          }}
          sx={{ mt: 0.5, mb: 1, ml: 3.5, width: 'calc(100% - 28px)' }}
        />
      )}
    </Box>
  );
}

/** What is declared, and what a key has although nobody declares it (any more). */
function withUndeclared(
  declarations: ScopeDeclarationSummary[],
  picks: ScopePick[],
): ScopeDeclarationSummary[] {
  const undeclared = picks.filter(
    pick => !declarations.some(declared => isPickOf(pick, declared)),
  );
  return [
    ...declarations,
    ...undeclared.map(({ plugin, action }) => ({
      plugin,
      action,
      description: describeRights(
        { scopes: [`${plugin}:${action}`], owner: '' },
        declarations,
      ),
      resource: '**',
    })),
  ];
}

function isPickOf(
  pick: ScopePick,
  offer: { plugin: string; action: string },
): boolean {
  return pick.plugin === offer.plugin && pick.action === offer.action;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
