import type { CreatedApiKey } from '@wheelhouse/plugin-tenancy-common';
import type { EntityRow, EntityStore } from '../store/EntityStore';
import type { RequestedKey } from '../store/LoginStore';
import type { ApiKeys } from './ApiKeys';
import type { KeyPolicy } from './KeyPolicy';

/** Makes the key that a machine asked for before its owner was known; it may no more than the owner. */
export async function makeRequestedKey(
  {
    entities,
    apiKeys,
    keyPolicy,
  }: { entities: EntityStore; apiKeys: ApiKeys; keyPolicy: KeyPolicy },
  entity: EntityRow,
  wanted: RequestedKey,
  machine: string | undefined,
): Promise<CreatedApiKey> {
  const persona = machine
    ? await entities.persona(entity.id, 'machine', machine)
    : undefined;
  const key = await apiKeys.create(
    {
      entityId: entity.id,
      ref: `user:${entity.tenant}/${entity.name}`,
      groups: JSON.parse(entity.groups),
      scopes: ['*'],
      mustEndBy: null,
    },
    entity.id,
    { ...wanted, personaId: persona?.id ?? null },
  );
  return keyPolicy.demand(key);
}
