import {
  FIELD_NAMES,
  MINE,
  validateFields,
  type EntryFields,
  type Problem,
} from '@wheelhouse/plugin-sshmenu-common';
import type { Input } from '../terminal/keys';
import { TextInput } from './TextInput';

/** A field that a form asks for. */
export type FormField = Exclude<keyof EntryFields, 'pinned'>;

/** All of them, in the order in which a form shows them. */
export const FORM_FIELDS: readonly FormField[] = FIELD_NAMES.filter(
  name => name !== 'pinned',
);

/** How several lines stand in one. */
const LINE_END = '⏎';

/** Some fields of an entry while somebody fills them in. */
export class Form {
  readonly inputs: { field: FormField; input: TextInput }[];
  problems: Problem[] = [];
  focused = 0;

  constructor(
    readonly title: string,
    private readonly original: EntryFields,
    fields: readonly FormField[],
    /** Keeps what was filled in. What it throws is shown in the form. */
    readonly save: (fields: EntryFields) => void,
  ) {
    this.inputs = fields.map(field => ({
      field,
      input: new TextInput(asText(original, field)),
    }));
  }

  /** Takes up a key. Returns whether the form is done with, and whether to keep what was filled in. */
  take(input: Input): 'going on' | 'cancelled' | 'saved' {
    if (input.type === 'key') {
      switch (input.name) {
        case 'escape':
          return 'cancelled';
        case 'enter':
        case 'ctrl-s':
          return this.trySave() ? 'saved' : 'going on';
        case 'up':
        case 'shift-tab':
          this.move(-1);
          return 'going on';
        case 'down':
        case 'tab':
          this.move(1);
          return 'going on';
        default:
      }
    }
    this.inputs[this.focused].input.take(input);
    return 'going on';
  }

  problemOf(field: FormField): string | undefined {
    return this.problems.find(problem => problem.field === field)?.message;
  }

  private move(by: number): void {
    const { length } = this.inputs;
    this.focused = (this.focused + by + length) % length;
  }

  private trySave(): boolean {
    const changed = this.inputs.filter(
      ({ field, input }) => input.text !== asText(this.original, field),
    );
    const filledIn = Object.fromEntries(
      changed.map(({ field, input }) => [field, fromText(field, input.text)]),
    );
    const checked = validateFields({ ...this.original, ...filledIn });
    this.problems = checked.ok ? [] : checked.problems;
    if (!checked.ok) {
      const wrong = this.inputs.findIndex(({ field }) => this.problemOf(field));
      if (wrong >= 0) this.focused = wrong;
      return false;
    }
    try {
      this.save(checked.value);
      return true;
    } catch (error) {
      this.problems = [{ field: '', message: (error as Error).message }];
      return false;
    }
  }
}

/** Where an entry is kept, in words. */
export function placeOf(list: string, title: string): string {
  return list === MINE ? 'my own list' : `the list of ${title}`;
}

function asText(fields: EntryFields, field: FormField): string {
  const value = fields[field];
  if (value === undefined) return '';
  if (field === 'tags') return (value as string[]).join(' ');
  if (field === 'forwards') return (value as string[]).join(', ');
  return String(value).replaceAll('\n', LINE_END);
}

function fromText(field: FormField, text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  if (field === 'tags') return [...new Set(trimmed.split(/[\s,]+/))];
  if (field === 'forwards') return trimmed.split(/\s*,\s*/);
  if (field === 'port') return Number(trimmed);
  return field === 'note' ? trimmed.replaceAll(LINE_END, '\n') : trimmed;
}
