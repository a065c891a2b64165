import { checkText, EMPTY, spreadTarget, textOf } from './entryForm';

const typed = (part: Partial<typeof EMPTY>) => ({ ...EMPTY, ...part });

describe('an entry as it is typed', () => {
  it('comes back as it was', () => {
    const fields = {
      name: 'web',
      host: 'web.example',
      user: 'deploy',
      port: 2222,
      jump: 'ada@jump:22,second',
      forwards: ['L 8080:db:5432', 'D 1080'],
      tags: ['prod', 'db'],
      note: 'two\nlines',
      pinned: true,
    };
    expect(checkText(textOf(fields))).toEqual({ ok: true, value: fields });
  });

  it('is called as its host where no name is given', () => {
    expect(checkText(typed({ host: ' web.example ' }))).toEqual({
      ok: true,
      value: { name: 'web.example', host: 'web.example' },
    });
  });

  it('takes forwards one a line or with commas, and tags with any space, each once', () => {
    const text = typed({
      host: 'a',
      forwards: 'L 1:a:2, D 3\nD 4\n',
      tags: ' a  b,a ',
    });
    expect(checkText(text)).toMatchObject({
      value: { forwards: ['L 1:a:2', 'D 3', 'D 4'], tags: ['a', 'b'] },
    });
  });

  it('is refused with the field where it is wrong', () => {
    const text = typed({ host: '-oProxyCommand=x', port: 'ssh', jump: 'a b' });
    expect(checkText(text)).toMatchObject({
      ok: false,
      problems: [{ field: 'host' }, { field: 'port' }, { field: 'jump' }],
    });
    expect(checkText(EMPTY)).toMatchObject({ problems: [{ field: 'host' }] });
  });

  it('has a target taken apart where nothing is lost by it', () => {
    expect(spreadTarget(typed({ host: 'ada@web:2222' }))).toEqual(
      typed({ host: 'web', user: 'ada', port: '2222' }),
    );
    const taken = typed({ host: 'ada@web', user: 'ben' });
    expect(spreadTarget(taken)).toBe(taken);
    expect(spreadTarget(typed({ host: 'fe80::1' })).host).toBe('fe80::1');
  });
});
