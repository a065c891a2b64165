import {
  escapeForDisplay,
  FIELD_LABELS,
  targetOf,
  type MenuEntry,
} from '@wheelhouse/plugin-sshmenu-common';
import { commandLineOf } from '../../entries/command';
import type { Frame, Line } from '../../terminal/Screen';
import { fit, widthOf } from '../../terminal/width';
import type { Choice } from '../Choice';
import type { Form } from '../Form';
import { BINDINGS, keyLabel } from '../keymap';

const LABEL_WIDTH = 12;

/** What the keys do. */
export function helpFrame(size: { columns: number }): Frame {
  const lines: Line[] = [
    [{ text: ' Keys', style: 'bold' }],
    [],
    [
      {
        text: ' Type to filter. Enter connects, ↑ ↓ PgUp PgDn move, ^C leaves.',
      },
    ],
    [{ text: ' Esc, then a letter; Alt and the letter does it at once.' }],
    [],
  ];
  const cells = BINDINGS.map(({ letter, key, label }) => {
    const keys = key === undefined ? letter : `${letter}  ${keyLabel(key)}`;
    return ` ${keys.padEnd(9)}${label}`;
  });
  const columns = size.columns >= 76 ? 2 : 1;
  const rows = Math.ceil(cells.length / columns);
  for (let row = 0; row < rows; row += 1) {
    lines.push(
      Array.from({ length: columns }, (_, column) => ({
        text: fit(cells[row + column * rows] ?? '', 39),
      })),
    );
  }
  lines.push([], [{ text: ' Any key goes back.', style: 'dim' }]);
  return { lines };
}

/** All that is known of an entry. */
export function detailsFrame(entry: MenuEntry, title: string): Frame {
  const rows: [string, string | undefined][] = [
    ['Leads to', targetOf(entry)],
    ['List', title],
    ['User', entry.user],
    ['Own user', entry.ownUser],
    ['Jump hosts', entry.jump],
    ...(entry.forwards ?? []).map(
      forward => ['Forward', forward] as [string, string],
    ),
    ['Tags', entry.tags?.join(' ')],
    ['Used', usedText(entry)],
    ['Last from', entry.lastUsedFrom],
    ['Command', commandOrReason(entry)],
    ...(entry.note ?? '')
      .split('\n')
      .filter(Boolean)
      .map(
        (line, index) => [index === 0 ? 'Note' : '', line] as [string, string],
      ),
  ];
  return {
    lines: [
      [{ text: ` ${entry.name}`, style: 'bold' }],
      [],
      ...rows
        .filter(([, value]) => value !== undefined)
        .map(
          ([label, value]): Line => [
            { text: ` ${label.padEnd(LABEL_WIDTH)}`, style: 'dim' },
            { text: value! },
          ],
        ),
      [],
      [{ text: ' Any key goes back.', style: 'dim' }],
    ],
  };
}

/** Fields to be filled in. */
export function formFrame(form: Form): Frame {
  const lines: Line[] = [[{ text: ` ${form.title}`, style: 'bold' }], []];
  let cursor = { row: 0, column: 0 };
  form.inputs.forEach(({ field, input }, index) => {
    if (index === form.focused) {
      cursor = {
        row: lines.length,
        column: 1 + LABEL_WIDTH + widthOf(escapeForDisplay(input.before)),
      };
    }
    lines.push([
      {
        text: ` ${FIELD_LABELS[field].padEnd(LABEL_WIDTH)}`,
        style: index === form.focused ? 'accent' : 'dim',
      },
      { text: input.text },
    ]);
    const problem = form.problemOf(field);
    if (problem) {
      lines.push([
        { text: `${' '.repeat(1 + LABEL_WIDTH)}${problem}`, style: 'error' },
      ]);
    }
  });
  const asked = form.inputs.map(({ field }) => field as string);
  for (const { field, message } of form.problems) {
    if (asked.includes(field)) continue;
    lines.push([], [{ text: ` ${field} ${message}`, style: 'error' }]);
  }
  lines.push(
    [],
    [{ text: ' Enter keeps  ↑ ↓ Tab move  Esc goes back', style: 'dim' }],
  );
  return { lines, cursor };
}

/** Something to be chosen from. */
export function choiceFrame(choice: Choice): Frame {
  return {
    lines: [
      [{ text: ` ${choice.title}`, style: 'bold' }],
      [],
      ...choice.options.map(
        ({ label }, index): Line => [
          {
            text: ` ${label} `,
            style: index === choice.selected ? 'selected' : 'plain',
          },
        ],
      ),
      [],
      ...choice.notes.map((text): Line => [{ text: ` ${text}`, style: 'dim' }]),
      [{ text: ' Enter takes it  ↑ ↓ move  Esc goes back', style: 'dim' }],
    ],
  };
}

function usedText({ uses, lastUsed }: MenuEntry): string {
  if (lastUsed === null) return 'not yet';
  const times = uses === 1 ? 'once' : `${uses} times`;
  const when = new Date(lastUsed);
  return Number.isNaN(when.getTime())
    ? times
    : `${times}, last on ${when.toLocaleString()}`;
}

function commandOrReason(entry: MenuEntry): string {
  try {
    return commandLineOf(entry);
  } catch (error) {
    return (error as Error).message;
  }
}
