import { X509Certificate } from 'node:crypto';

/** When a credential was issued and when it ends, where it says so. ISO 8601. */
export interface CredentialDates {
  issued?: string;
  expires?: string;
}

/** Of a JWT; other tokens say nothing. The signature is for the API server to check. */
export function datesOfToken(token: string): CredentialDates {
  const payload = token.split('.')[1];
  if (!payload) return {};
  try {
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return {
      issued: fromSeconds(claims?.iat),
      expires: fromSeconds(claims?.exp),
    };
  } catch {
    return {};
  }
}

/** Of the first certificate of a PEM. */
export function datesOfCertificate(pem: string): CredentialDates {
  try {
    const certificate = new X509Certificate(pem);
    return {
      issued: certificate.validFromDate.toISOString(),
      expires: certificate.validToDate.toISOString(),
    };
  } catch {
    return {};
  }
}

function fromSeconds(seconds: unknown): string | undefined {
  if (typeof seconds !== 'number') return undefined;
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
