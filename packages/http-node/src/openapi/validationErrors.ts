import { InputError, NotFoundError } from '@backstage/errors';
import { ErrorRequestHandler, Request } from 'express';
import { error as validatorErrors } from 'express-openapi-validator';
import { MethodNotAllowedError, UnsupportedMediaTypeError } from '../errors';
import { operationOf } from './operation';

interface Finding {
  path: string;
  message: string;
  errorCode?: string;
}

function docsOf(req: Request): string {
  return `${req.baseUrl}/docs`;
}

function describe(
  error: { message: string; errors?: Finding[] },
  req: Request,
): string {
  const finding = mostTelling(error.errors ?? [], req);
  if (!finding?.path) return error.message;
  const [, place, ...steps] = finding.path.split('/');
  const field = steps
    .map(unescapePointer)
    .map((step, i) => (/^\d+$/.test(step) ? `[${step}]` : dotted(step, i)))
    .join('');
  const where = place === 'body' ? 'the body' : `the ${placeName(place)}`;
  const subject = field ? `"${field}" in ${where}` : upperFirst(where);
  switch (finding.errorCode) {
    case 'required.openapi.validation':
      return `${subject} is missing`;
    case 'additionalProperties.openapi.validation':
    case 'unevaluatedProperties.openapi.validation':
      return `${subject} is not known`;
    case undefined:
      return finding.message.replaceAll("'", '"');
    default:
      return `${subject} ${finding.message}`;
  }
}

/** The first finding; where a body can have one of several forms, the first about the form that it resembles most. */
function mostTelling(findings: Finding[], req: Request): Finding | undefined {
  const forms = bodyForms(req);
  if (forms.length === 0) return findings[0];
  const names = Object.keys(Object(req.body));
  const known = forms
    .map(form => new Set(Object.keys(form.properties ?? {})))
    .reduce((best, form) =>
      names.filter(name => form.has(name)).length >
      names.filter(name => best.has(name)).length
        ? form
        : best,
    );
  return (
    findings.find(({ path, errorCode }) => {
      const [, place, field, ...inner] = path?.split('/') ?? [];
      if (place !== 'body' || field === undefined) return false;
      const unknown =
        inner.length === 0 && errorCode?.startsWith('additionalProperties');
      return known.has(field) !== Boolean(unknown);
    }) ?? findings[0]
  );
}

function bodyForms(req: Request): { properties?: object }[] {
  const body = operationOf(req)?.requestBody as
    | { content?: { [type: string]: { schema?: { oneOf?: object[] } } } }
    | undefined;
  return body?.content?.['application/json']?.schema?.oneOf ?? [];
}

function placeName(place: string): string {
  return place === 'params' ? 'path' : place;
}

function dotted(step: string, index: number): string {
  return index === 0 ? step : `.${step}`;
}

function unescapePointer(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

function upperFirst(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}

/** Turns what the validator found into Backstage's errors, with one sentence that names the field. */
export const mapValidationErrors: ErrorRequestHandler = (
  error,
  req,
  res,
  next,
) => {
  if (error instanceof validatorErrors.MethodNotAllowed) {
    const allow = error.headers?.Allow ?? '';
    res.setHeader('Allow', allow);
    next(
      new MethodNotAllowedError(
        `${req.method} is not possible here; what is: ${allow}.`,
      ),
    );
  } else if (error instanceof validatorErrors.NotFound) {
    next(
      new NotFoundError(
        `There is nothing at this address; see ${docsOf(req)}.`,
      ),
    );
  } else if (error instanceof validatorErrors.UnsupportedMediaType) {
    next(
      new UnsupportedMediaTypeError(
        'A body is needed: send it with "Content-Type: application/json".',
      ),
    );
  } else if (error instanceof validatorErrors.BadRequest) {
    next(new InputError(`${describe(error, req)}; see ${docsOf(req)}.`));
  } else {
    next(error);
  }
};
