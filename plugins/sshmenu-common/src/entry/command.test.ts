import fc from 'fast-check';
import { hostileEntries } from '../__testUtils__/hostileEntries';
import { type Connectable, sshCommandFor, targetOf } from './command';
import { FIELD_NAMES } from './validateFields';

const WEB: Connectable = {
  name: 'web',
  host: 'web.example',
  user: 'deploy',
  port: 2222,
  jump: 'ada@jump:22,second',
  forwards: ['L 8080:db:5432', 'D 1080'],
};

describe('the command of an entry', () => {
  it('says all of it, with the destination after the options', () => {
    expect(sshCommandFor(WEB)).toEqual({
      ok: true,
      value:
        'ssh -p 2222 -J ada@jump:22,second -L 8080:db:5432 -D 1080 -- deploy@web.example',
    });
  });

  it('takes the user name that one has chosen for oneself', () => {
    expect(sshCommandFor({ name: 'a', host: 'a', ownUser: 'me' })).toEqual({
      ok: true,
      value: 'ssh -- me@a',
    });
    expect(targetOf({ ...WEB, ownUser: 'me' })).toBe(
      'me@web.example:2222 via ada@jump:22,second',
    );
  });

  it('quotes what a shell would act on', () => {
    expect(
      sshCommandFor({ name: 'a', host: '[fe80::1%eth0]', jump: '[::1]:22' }),
    ).toEqual({ ok: true, value: "ssh -J '[::1]:22' -- fe80::1%eth0" });
    expect(
      sshCommandFor({ name: 'a', host: 'a', forwards: ['L *:80:db:80'] }),
    ).toEqual({ ok: true, value: "ssh -L '*:80:db:80' -- a" });
  });

  // A field that no entry has is not looked at.
  const hostile = hostileEntries.filter(({ fields }) =>
    Object.keys(fields).every(name =>
      (FIELD_NAMES as readonly string[]).includes(name),
    ),
  );

  it.each(hostile)('is not there for $name', ({ fields }) => {
    expect(sshCommandFor(fields as unknown as Connectable).ok).toBe(false);
  });

  it('has no word that somebody else made an option of, whatever an entry says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        for (const entry of [
          { name: 'a', host: text },
          { name: 'a', host: 'a', user: text },
          { name: 'a', host: 'a', ownUser: text },
          { name: 'a', host: 'a', jump: text },
        ]) {
          const command = sshCommandFor(entry);
          if (!command.ok) continue;
          expect(command.value).toMatch(
            /^ssh (-J \S+ )?-- ([A-Za-z0-9_:.'%@+=[\]-]+)$/,
          );
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
