/** Makes media queries for small screens match, or those for large ones. */
export function setScreen(size: 'small' | 'large') {
  window.matchMedia = query =>
    ({
      matches: query.includes('max-width')
        ? size === 'small'
        : size === 'large',
      media: query,
      addEventListener: () => {},
      removeEventListener: () => {},
      addListener: () => {},
      removeListener: () => {},
    } as unknown as MediaQueryList);
}
