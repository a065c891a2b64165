import { Terminal } from '@xterm/headless';
import fc from 'fast-check';
import { clip, fit, widthOf } from './width';

const text = fc.string({ unit: 'grapheme', maxLength: 40 });

describe('the width of text', () => {
  it.each(['plain', 'Zürich', '東京サーバ', 'ｗｉｄｅ', '한국', 'e\u0301'])(
    'of %j is what a terminal gives it',
    async shown => {
      const terminal = new Terminal({ allowProposedApi: true });
      await new Promise<void>(resolve => terminal.write(shown, resolve));
      expect(widthOf(shown)).toBe(terminal.buffer.active.cursorX);
      terminal.dispose();
    },
  );

  it('is never more than there is room for, and exactly that when filled', () => {
    fc.assert(
      fc.property(text, fc.nat(60), (shown, width) => {
        expect(widthOf(clip(shown, width))).toBeLessThanOrEqual(width);
        expect(widthOf(fit(shown, width))).toBe(width);
      }),
    );
  });

  it('changes nothing of what fits', () => {
    fc.assert(
      fc.property(text, shown => {
        fc.pre(widthOf(shown) > 0);
        expect(clip(shown, widthOf(shown))).toBe(shown);
      }),
    );
  });
});
