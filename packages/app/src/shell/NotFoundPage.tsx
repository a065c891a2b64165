import Button from '@mui/material/Button';
import { PageFrame } from '@wheelhouse/ui';
import { Link } from 'react-router-dom';

/** Where nothing is, or nothing that the reader may see. */
export function NotFoundPage() {
  return (
    <PageFrame
      title="Nothing at this address"
      purpose="It may have been removed, the link may be mistyped, or you may not have the right to see it."
    >
      <Button component={Link} to="/" variant="contained">
        Go to the home page
      </Button>
    </PageFrame>
  );
}
