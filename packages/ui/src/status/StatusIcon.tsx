import type { ReactNode } from 'react';
import type { Status } from './StatusLabel';

const shapes: Record<Status, ReactNode> = {
  good: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="m7.8 12.3 2.9 2.9 5.6-5.8" />
    </>
  ),
  working: (
    <>
      <path d="M5.2 15.6A7.6 7.6 0 0 1 17.6 6.9M18.8 8.4a7.6 7.6 0 0 1-12.4 8.7" />
      <path d="M18.4 3.4v4.2h-4.2M5.6 20.6v-4.2h4.2" />
    </>
  ),
  attention: (
    <>
      <path d="M12 3.8 2.9 19.6h18.2Z" />
      <path d="M12 10v4.4M12 16.6v.6" />
    </>
  ),
  failed: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7v6M12 15.9v.7" />
    </>
  ),
  unknown: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M9.4 9.7a2.6 2.6 0 1 1 3.9 2.2c-.9.5-1.3 1-1.3 1.9M12 16.3v.7" />
    </>
  ),
};

/** The sign of a state, drawn here because an icon of MUI costs ten times as much, and lists show one in each row. */
export function StatusIcon({ status }: { status: Status }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      aria-hidden
      focusable="false"
    >
      {shapes[status]}
    </svg>
  );
}
