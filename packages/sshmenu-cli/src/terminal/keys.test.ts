import fc from 'fast-check';
import { readInput } from './keys';

const named = (name: string) => ({ type: 'key', name });

describe('what a terminal sends', () => {
  it.each([
    ['\x1b[A', [named('up')]],
    ['\x1bOB', [named('down')]],
    ['\x1b[5~', [named('page-up')]],
    ['\x1b[Z', [named('shift-tab')]],
    ['\r', [named('enter')]],
    ['\x7f', [named('backspace')]],
    ['\x03', [named('ctrl-c')]],
    ['\x00', [named('ctrl-space')]],
    ['\x1bi', [named('alt-i')]],
    ['web', [{ type: 'text', text: 'web' }]],
    ['東🚀', [{ type: 'text', text: '東🚀' }]],
    [
      'a\x1b[Bb',
      [{ type: 'text', text: 'a' }, named('down'), { type: 'text', text: 'b' }],
    ],
    ['\x1b[200~a\rb\x1b[201~', [{ type: 'paste', text: 'a\rb' }]],
    ['\x1b[<0;5;3M', [{ type: 'mouse', action: 'press', row: 2, column: 4 }]],
    [
      '\x1b[<64;1;1M',
      [{ type: 'mouse', action: 'wheel-up', row: 0, column: 0 }],
    ],
  ])('is read: %j', (data, inputs) => {
    expect(readInput(data)).toEqual({ inputs, rest: '' });
  });

  it('is ESC alone only when nothing more comes', () => {
    expect(readInput('\x1b')).toEqual({ inputs: [], rest: '\x1b' });
    expect(readInput('\x1b', true)).toEqual({
      inputs: [named('escape')],
      rest: '',
    });
  });

  it('ends, whatever it is and wherever it is cut, and leaves nothing behind', () => {
    const parts = fc.constantFrom(
      ...['\x1b', '[', 'O', '<', ';', '~', 'M', '0', '200~', '201~', 'a', '\r'],
      ...['\x1b[200~', '\x9b', '\u{1f680}', '\ud83d', '\x7f'],
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), pieces => {
        let rest = '';
        for (const piece of pieces) ({ rest } = readInput(rest + piece));
        expect(readInput(rest, true).rest).toBe('');
      }),
    );
  });
});
