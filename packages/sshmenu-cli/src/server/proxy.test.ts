import { proxyFor } from './proxy';

const PROXY = 'http://proxy.example:3128';
const OTHER = 'http://other.example:3128';

describe('the proxy to a server', () => {
  it.each([
    ['none is named', 'https://a.example', {}, undefined],
    ['one is for https', 'https://a.example', { HTTPS_PROXY: PROXY }, PROXY],
    ['one is for http', 'http://a.example', { HTTP_PROXY: PROXY }, PROXY],
    [
      'one is for the other protocol',
      'http://a.example',
      { HTTPS_PROXY: PROXY },
      undefined,
    ],
    ['one is for all', 'https://a.example', { ALL_PROXY: PROXY }, PROXY],
    [
      'the lower-case name counts first',
      'https://a.example',
      { https_proxy: PROXY, HTTPS_PROXY: OTHER },
      PROXY,
    ],
    [
      'one is set to nothing',
      'https://a.example',
      { https_proxy: '', HTTPS_PROXY: PROXY },
      PROXY,
    ],
  ])('is found where %s', (_, address, environment, expected) => {
    expect(proxyFor(new URL(address), environment)).toBe(expected);
  });

  it.each([
    ['*', true],
    ['a.example', true],
    ['example', true],
    ['.example', true],
    ['*.example', true],
    ['b.example, a.example', true],
    ['b.example a.example', true],
    ['a.example:443', true],
    ['a.example:8443', false],
    ['b.example', false],
    ['xa.example', false],
    ['ample', false],
  ])('is left out where NO_PROXY is %j: %s', (NO_PROXY, isLeftOut) => {
    const found = proxyFor(new URL('https://a.example'), {
      HTTPS_PROXY: PROXY,
      NO_PROXY,
    });
    expect(found === undefined).toBe(isLeftOut);
  });
});
