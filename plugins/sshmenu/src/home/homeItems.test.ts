import { entry } from '../__testUtils__/fixtures';
import { lastConnections } from './homeItems';

describe('the home page of the SSH menu', () => {
  it('says where one connected to last, and from where', () => {
    expect(lastConnections([entry()])).toEqual([
      {
        id: 'sshmenu-mine-entry-0001',
        title: 'Connected to web',
        detail: 'deploy@web.example · from laptop',
        time: '2026-03-01T12:00:00.000Z',
        href: '/sshmenu?entry=mine+entry-0001',
      },
    ]);
  });
});
