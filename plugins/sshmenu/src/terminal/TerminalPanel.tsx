import Typography from '@mui/material/Typography';
import { SidePanel } from '@wheelhouse/ui';
import { TerminalSteps } from './TerminalSteps';

/** The same menu in the terminal, for those who have entries already. */
export function TerminalPanel(props: { open: boolean; onClose: () => void }) {
  return (
    <SidePanel {...props} title="In your terminal">
      <Typography sx={{ mb: 2.5 }}>
        <code>s</code> shows these lists in the terminal, finds as one types,
        and connects. It works without the portal too, and catches up later.
      </Typography>
      <TerminalSteps />
    </SidePanel>
  );
}
