import { ResponseError } from '@backstage/errors';
import type { TenancyApi, TenantsApi } from '../api/tenancyApi';
import { ada, scopes } from './fixtures';

/** A TenancyApi that answers with nothing to show, where the test says nothing else. */
export function fakeTenancy(
  part: Partial<jest.Mocked<TenancyApi>> = {},
): jest.Mocked<TenancyApi> {
  const empty = async () => ({ items: [] });
  return {
    getMe: jest.fn(async () => ada),
    listSessions: jest.fn(empty),
    endSession: jest.fn(async () => undefined),
    listKeys: jest.fn(empty),
    createKey: jest.fn(),
    changeKey: jest.fn(),
    rotateKey: jest.fn(),
    revokeKey: jest.fn(async () => undefined),
    listScopes: jest.fn(async () => scopes),
    listSettings: jest.fn(empty),
    getSetting: jest.fn(),
    createSetting: jest.fn(),
    updateSetting: jest.fn(),
    deleteSetting: jest.fn(async () => undefined),
    listActivity: jest.fn(empty),
    ...part,
  };
}

export function fakeTenants(
  part: Partial<jest.Mocked<TenantsApi>> = {},
): jest.Mocked<TenantsApi> {
  return {
    listTenants: jest.fn(async () => [
      { id: 'acme', title: 'Acme Corp' },
      { id: 'globex', title: 'Globex' },
    ]),
    getLoginUrl: jest.fn(
      async (tenant, redirect) =>
        `/api/tenancy/login?${new URLSearchParams({ tenant, redirect })}`,
    ),
    ...part,
  };
}

/** What the client throws when the server refuses. */
export async function refusal(
  status: number,
  message: string,
): Promise<ResponseError> {
  const body = {
    error: { name: 'SomeError', message },
    response: { statusCode: status },
    requestId: 'request-1',
  };
  return ResponseError.fromResponse(
    new Response(JSON.stringify(body), {
      status,
      headers: { 'Content-Type': 'application/json' },
    }),
  );
}
