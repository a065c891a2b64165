import { cfworkerValidator, validateValue } from './cfworkerValidator';

const schema = {
  type: 'object',
  required: ['perHour'],
  properties: {
    perHour: { type: 'integer', minimum: 1 },
    'a/b': { type: 'array', items: { type: 'string' } },
  },
  additionalProperties: false,
} as const;

function problems(value: unknown) {
  return validateValue(schema, value).map(({ property, message }) => ({
    property,
    message,
  }));
}

describe('the validator of settings', () => {
  it('accepts what fits', () => {
    expect(problems({ perHour: 3, 'a/b': ['x'] })).toEqual([]);
  });

  it('names the field that is wrong, once', () => {
    expect(problems({ perHour: 0 })).toEqual([
      { property: '.perHour', message: expect.stringContaining('less than') },
    ]);
    expect(problems({ perHour: 1, 'a/b': ['x', 1] })).toEqual([
      { property: '.a/b.1', message: expect.stringContaining('string') },
    ]);
  });

  it('says at the object what is missing and what is not known', () => {
    expect(problems({ nope: 1 }).map(({ property }) => property)).toEqual([
      '.',
      '.',
    ]);
    expect(problems({ perHour: 1, nope: 1 })).toEqual([
      { property: '.', message: '“nope” is not known here.' },
    ]);
  });

  it('counts an emptied field as missing, and nothing at all as not filled in', () => {
    expect(problems({ perHour: undefined })).toHaveLength(1);
    expect(problems(undefined)).toEqual([
      { property: '.', message: 'Fill this in.' },
    ]);
  });

  it('works where no code may be made from text', () => {
    const realFunction = global.Function;
    global.Function = (() => {
      throw new Error('unsafe-eval');
    }) as unknown as FunctionConstructor;
    try {
      expect(problems({ perHour: 3 })).toEqual([]);
    } finally {
      global.Function = realFunction;
    }
  });

  it('finds the definitions of the whole schema for a part of it', () => {
    const root = { definitions: { port: { type: 'integer' } } } as const;
    const part = { $ref: '#/definitions/port' };
    expect(cfworkerValidator.isValid(part, 3, root)).toBe(true);
    expect(cfworkerValidator.isValid(part, 'x', root)).toBe(false);
  });

  it('gives the form its errors by field', () => {
    const { errorSchema } = cfworkerValidator.validateFormData({ perHour: 0 }, {
      ...schema,
    } as object);
    expect(errorSchema).toEqual({
      perHour: { __errors: [expect.stringContaining('less than')] },
    });
  });
});
