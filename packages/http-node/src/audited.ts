import type {
  AuditorService,
  AuditorServiceCreateEventOptions,
} from '@backstage/backend-plugin-api';

/**
 * Does something that somebody asks for, and writes into the audit log that it is asked for, and then that it was done or why
 * it failed.
 *
 * @param told - what else is written of what was done
 */
export async function audited<T>(
  auditor: AuditorService,
  asked: AuditorServiceCreateEventOptions,
  act: () => Promise<T>,
  told?: (result: T) => AuditorServiceCreateEventOptions['meta'],
): Promise<T> {
  const event = await auditor.createEvent(asked);
  let result: T;
  try {
    result = await act();
  } catch (error) {
    await event.fail({ error: error as Error });
    throw error;
  }
  await event.success(told && { meta: told(result) });
  return result;
}
