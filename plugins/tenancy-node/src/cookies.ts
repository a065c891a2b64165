/** The cookie of a sign-in session; only `/api/auth/tenancy/*` reads it, and sign-in and sign-out. */
export const SESSION_COOKIE = 'wheelhouse-session';

/** How our cookies are set: out of reach of scripts, of other sites, and of plain http where the portal has https. */
export function cookieOptions(baseUrl: string) {
  return {
    httpOnly: true,
    sameSite: 'lax' as const,
    secure: baseUrl.startsWith('https:'),
    path: '/api',
  };
}
