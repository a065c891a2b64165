import type { TenancyApi, TenantsApi } from '../api/tenancyApi';
import { ada, scopes } from './fixtures';

/** A TenancyApi that answers with nothing to show, where the test says nothing else. */
export function fakeTenancy(
  part: Partial<TenancyApi> = {},
): jest.Mocked<TenancyApi> {
  const empty = async () => ({ items: [] });
  return {
    getMe: jest.fn(async () => ada),
    listSessions: jest.fn(empty),
    endSession: jest.fn(async (_id: string) => {}),
    listKeys: jest.fn(empty),
    createKey: jest.fn(),
    changeKey: jest.fn(),
    rotateKey: jest.fn(),
    revokeKey: jest.fn(async (_id: string) => {}),
    getDeviceRequest: jest.fn(),
    decideDevice: jest.fn(async () => {}),
    listScopes: jest.fn(async () => scopes),
    listSettings: jest.fn(empty),
    getSetting: jest.fn(),
    createSetting: jest.fn(),
    updateSetting: jest.fn(),
    deleteSetting: jest.fn(async (_name: string, _version: number) => {}),
    listActivity: jest.fn(empty),
    ...part,
  } as jest.Mocked<TenancyApi>;
}

export function fakeTenants(
  part: Partial<TenantsApi> = {},
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
  } as jest.Mocked<TenantsApi>;
}
