import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { Link } from 'react-router-dom';

/** A restart is under way: join it, or begin anew. */
export function WhenRunningField(props: {
  activeRestart: string;
  value: 'join' | 'supersede';
  onChange: (value: 'join' | 'supersede') => void;
}) {
  const { activeRestart, value, onChange } = props;
  const id = useId();
  return (
    <>
      <Typography
        id={id}
        sx={{ mt: 2, '& a': { textDecoration: 'underline' } }}
      >
        <Link to={`/restarts/${encodeURIComponent(activeRestart)}`}>
          A restart of it
        </Link>{' '}
        is under way.
      </Typography>
      <RadioGroup
        aria-labelledby={id}
        value={value}
        onChange={(_, next) => onChange(next as 'join' | 'supersede')}
      >
        <FormControlLabel
          value="join"
          control={<Radio size="small" />}
          label="Follow that one"
        />
        <FormControlLabel
          value="supersede"
          control={<Radio size="small" />}
          label="Begin anew: that one ends as superseded"
        />
      </RadioGroup>
    </>
  );
}
