const KEY = 'wheelhouse.tenancy.signed-out';

/**
 * Loads the page again when a session has ended: nothing of the person stays on the screen or in memory, and the
 * sign-in page stands at the same address, to which it comes back.
 */
export function leaveSignedOut(): void {
  window.sessionStorage.setItem(KEY, 'yes');
  window.location.reload();
}

/** Whether the page was left because the session had ended; true once for each time. */
export function takeSignedOutNotice(): boolean {
  const left = window.sessionStorage.getItem(KEY) !== null;
  window.sessionStorage.removeItem(KEY);
  return left;
}
