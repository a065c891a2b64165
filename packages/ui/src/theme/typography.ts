/** The family of everything that is read. */
export const textFont =
  "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif";

/** The family of names, keys, hosts and commands. */
export const monoFont =
  "'JetBrains Mono Variable', ui-monospace, 'SF Mono', Menlo, Consolas, monospace";

const heading = (fontSize: string, fontWeight: number) => ({
  fontSize,
  fontWeight,
  lineHeight: 1.3,
  letterSpacing: '-0.011em',
  marginBottom: 0,
});

export const typography = {
  htmlFontSize: 16,
  fontFamily: textFont,
  h1: heading('1.375rem', 600),
  h2: heading('1rem', 600),
  h3: heading('0.9375rem', 600),
  h4: heading('0.875rem', 600),
  h5: heading('0.875rem', 600),
  h6: heading('0.875rem', 600),
  body1: { fontSize: '0.875rem', lineHeight: 1.5, letterSpacing: 0 },
  body2: { fontSize: '0.8125rem', lineHeight: 1.5, letterSpacing: 0 },
  subtitle1: { fontSize: '0.875rem', fontWeight: 500, letterSpacing: 0 },
  subtitle2: { fontSize: '0.8125rem', fontWeight: 500, letterSpacing: 0 },
  caption: { fontSize: '0.75rem', lineHeight: 1.5, letterSpacing: 0 },
  button: {
    fontSize: '0.8125rem',
    fontWeight: 500,
    letterSpacing: 0,
    textTransform: 'none' as const,
  },
};
