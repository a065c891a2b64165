/** What is said when a sign-in did not work: what happened, and what to do. */
export interface SignInProblem {
  title: string;
  next: string;
}

/** By the id that the end of a sign-in puts into the address as `signin_error`. */
const problems: Record<string, SignInProblem> = {
  'tenant-unavailable': {
    title: 'The sign-in service of this organisation does not answer',
    next: 'Try again in a minute. The other organisations are not affected.',
  },
  refused: {
    title: 'Your organisation did not let you in',
    next: 'Sign in with another account, or ask your organisation for access to this portal.',
  },
  'email-not-verified': {
    title: 'Your email address is not verified',
    next: 'Verify it at your organisation, then sign in again.',
  },
  expired: {
    title: 'The sign-in took too long',
    next: 'Choose your organisation again, and finish in one go.',
  },
  'account-disabled': {
    title: 'Your account is disabled',
    next: 'Ask an administrator of this portal to enable it.',
  },
  failed: {
    title: 'The sign-in did not work',
    next: 'Try again. If it stays, tell an administrator when you tried.',
  },
};

/** The words for an id; an id that is not known is a sign-in that failed. */
export function describeSignInError(id: string): SignInProblem {
  return Object.hasOwn(problems, id) ? problems[id] : problems.failed;
}
