import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema';
import {
  type GenericObjectType,
  type RJSFSchema,
  type RJSFValidationError,
  toErrorList,
  toErrorSchema,
  type ValidatorType,
} from '@rjsf/utils';

/**
 * What a value does wrong by its schema; empty where it fits. Nothing is compiled to code, so that it works under a
 * content security policy without `unsafe-eval`.
 */
export function validateValue(
  schema: GenericObjectType,
  value: unknown,
): RJSFValidationError[] {
  if (value === undefined) {
    return [
      { property: '.', message: 'Fill this in.', stack: 'Fill this in.' },
    ];
  }
  // A field that was emptied is undefined, which is not JSON.
  const instance = JSON.parse(JSON.stringify(value));
  const { errors } = new Validator(schema as Schema, '2019-09', false).validate(
    instance,
  );
  return errors.filter(error => isInnermost(error, errors)).map(toFormError);
}

/** The validator of the settings' forms. */
export const cfworkerValidator: ValidatorType = {
  validateFormData(formData, schema) {
    const errors = validateValue(schema, formData);
    return { errors, errorSchema: toErrorSchema(errors) };
  },
  toErrorList,
  isValid(schema, formData, rootSchema) {
    try {
      return (
        validateValue(withDefinitions(schema, rootSchema), formData).length ===
        0
      );
    } catch {
      // A schema with a reference that leads nowhere fits nothing.
      return false;
    }
  },
  rawValidation<Result>(schema: RJSFSchema, formData?: unknown) {
    return { errors: validateValue(schema, formData) as Result[] };
  },
};

/** A part of a schema can refer to what only the whole defines. */
function withDefinitions(schema: RJSFSchema, root: RJSFSchema): RJSFSchema {
  if (typeof schema !== 'object') return schema;
  return { definitions: root.definitions, $defs: root.$defs, ...schema };
}

/** Leaves out what only says that something within is wrong, and what is called unknown because it is wrong. */
function isInnermost(error: OutputUnit, errors: OutputUnit[]): boolean {
  if (error.keyword === 'additionalProperties') return false;
  return !errors.some(
    other =>
      other !== error &&
      (error.keyword === 'false'
        ? other.instanceLocation === error.instanceLocation
        : other.keywordLocation.startsWith(`${error.keywordLocation}/`)),
  );
}

function toFormError(error: OutputUnit): RJSFValidationError {
  const path = error.instanceLocation
    .split('/')
    .slice(1)
    .map(part =>
      decodeURIComponent(part).replace(/~1/g, '/').replace(/~0/g, '~'),
    );
  let message = error.error;
  if (error.keyword === 'false') {
    // What is not known has no field of its own, so that its object says it.
    message = `“${path.pop()}” is not known here.`;
  }
  return {
    name: error.keyword,
    property: path.length === 0 ? '.' : `.${path.join('.')}`,
    message,
    stack: message,
  };
}
