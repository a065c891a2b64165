import { stripVTControlCharacters } from 'node:util';

/** One line of the audit log. */
export interface AuditLine {
  eventId: string;
  status: string;
  severityLevel: string;
  actor: Record<string, string>;
  request: unknown;
  meta: Record<string, unknown>;
}

const FIELD_BEGINS = ' \u001b[36m';

/** The audit log's part of what the server logs: lines of Backstage's logger for terminals. */
export function auditLines(log: readonly string[]): AuditLine[] {
  return log.flatMap(line => {
    const fields = new Map(
      line
        .split(FIELD_BEGINS)
        .slice(1)
        .map(stripVTControlCharacters)
        .map(text => [
          text.split('=', 1)[0],
          text.slice(text.indexOf('=') + 1),
        ]),
    );
    if (fields.get('isAuditEvent') !== 'true') return [];
    const valueOf = (name: string) => JSON.parse(fields.get(name) ?? '{}');
    return [
      {
        eventId: valueOf('eventId'),
        status: valueOf('status'),
        severityLevel: valueOf('severityLevel'),
        actor: valueOf('actor'),
        request: valueOf('request'),
        meta: valueOf('meta'),
      },
    ];
  });
}
