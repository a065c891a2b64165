import type { CredentialStage } from '@wheelhouse/plugin-clusters-common';

/** The nearer the end, the warmer. */
export const STAGE_COLOURS: Record<CredentialStage, string> = {
  lasting: 'success.main',
  fine: 'success.main',
  'within-30-days': 'warning.light',
  'within-14-days': 'warning.main',
  'within-7-days': 'error.main',
  ended: 'error.main',
};
