/** So many fields of one object that are not known are told of each by itself. */
const MAX_UNKNOWN = 5;

/**
 * Reads a value that somebody else wrote, field by field. What does not fit is written down in words that name the field
 * and never hold its value: it may be a credential.
 */
export class Fields {
  readonly #record: Record<string, unknown>;

  private constructor(
    record: object,
    private readonly where: string,
    private readonly problems: string[],
  ) {
    this.#record = record as Record<string, unknown>;
  }

  /** Undefined, and a problem, where it has no fields. */
  static of(
    value: unknown,
    where: string,
    problems: string[],
  ): Fields | undefined {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return new Fields(value, where, problems);
    }
    problems.push(`${where} must be an object`);
    return undefined;
  }

  text(key: string): string | undefined {
    return this.#typed(key, 'string', 'text') || undefined;
  }

  flag(key: string): boolean {
    return this.#typed(key, 'boolean', 'true or false') ?? false;
  }

  fields(key: string): Fields | undefined {
    const value = this.value(key);
    return value === undefined
      ? undefined
      : Fields.of(value, this.#at(key), this.problems);
  }

  /** Undefined, and a problem, where it is no list of texts. */
  texts(key: string): string[] | undefined {
    const value = this.value(key);
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.every(item => typeof item === 'string')) {
      return value;
    }
    this.problems.push(`${this.#at(key)} must be a list of texts`);
    return undefined;
  }

  /** Base64 of a text, such as a PEM. */
  base64(key: string): string | undefined {
    const text = this.text(key)?.replace(/\s/g, '');
    if (text === undefined || text === '') return undefined;
    const bytes = Buffer.from(text, 'base64');
    if (bytes.toString('base64') === text) return bytes.toString('utf8');
    this.problems.push(`${this.#at(key)} is not base64`);
    return undefined;
  }

  value(key: string): unknown {
    return Object.hasOwn(this.#record, key)
      ? this.#record[key] ?? undefined
      : undefined;
  }

  keys(): string[] {
    return Object.keys(this.#record);
  }

  /** Tells of fields that are not known. One that does not look like a field's name is not repeated. */
  onlyKnows(known: readonly string[]): void {
    const unknown = this.keys().filter(key => !known.includes(key));
    for (const key of unknown.slice(0, MAX_UNKNOWN)) {
      const name = /^[A-Za-z-]{1,30}$/.test(key)
        ? `${this.#at(key)} is`
        : `A field of ${this.where} is`;
      this.problems.push(`${name} not known, and does nothing`);
    }
    const more = unknown.length - MAX_UNKNOWN;
    if (more > 0) {
      this.problems.push(
        `${more} more fields of ${this.where} are not known, and do nothing`,
      );
    }
  }

  #typed(key: string, type: 'string', words: string): string | undefined;
  #typed(key: string, type: 'boolean', words: string): boolean | undefined;
  #typed(key: string, type: string, words: string): unknown {
    const value = this.value(key);
    if (value === undefined || typeof value === type) return value;
    this.problems.push(`${this.#at(key)} must be ${words}`);
    return undefined;
  }

  #at(key: string): string {
    return this.where ? `${this.where}.${key}` : key;
  }
}
