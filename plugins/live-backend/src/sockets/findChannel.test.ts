import { findChannel } from './findChannel';

const declare = (...patterns: string[]) =>
  patterns.map(pattern => ({ pattern, authorize: () => true }));

describe('findChannel', () => {
  const declarations = declare('news/all', 'news/{topic}/{id}', 'news/{topic}');

  it.each([
    ['news/all', 'news/all', {}],
    ['news/sport', 'news/{topic}', { topic: 'sport' }],
    ['news/sport/7', 'news/{topic}/{id}', { topic: 'sport', id: '7' }],
    ['news/{topic}', 'news/{topic}', { topic: '{topic}' }],
  ])('finds %s', (channel, pattern, parameters) => {
    expect(findChannel(declarations, channel)).toMatchObject({
      declaration: { pattern },
      parameters,
    });
  });

  it.each([
    'news',
    'news/',
    'news//7',
    'news/a/b/c',
    'other/all',
    '',
    'NEWS/all',
  ])('does not find %s', channel => {
    expect(findChannel(declarations, channel)).toBeUndefined();
  });
});
