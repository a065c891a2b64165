import type { LiveChannelDeclaration } from '@wheelhouse/plugin-live-node';

/** The longest name of a channel, in characters. */
export const MAX_CHANNEL_LENGTH = 256;

/** A channel that plugins have declared, and what stands in its name for the parameters. */
export interface FoundChannel {
  declaration: LiveChannelDeclaration;
  parameters: Readonly<Record<string, string>>;
}

/** What declares a channel of this name; undefined: nothing does. */
export function findChannel(
  declarations: Iterable<LiveChannelDeclaration>,
  channel: string,
): FoundChannel | undefined {
  const segments = channel.split('/');
  for (const declaration of declarations) {
    const parameters = match(declaration.pattern.split('/'), segments);
    if (parameters) return { declaration, parameters };
  }
  return undefined;
}

function match(
  pattern: string[],
  segments: string[],
): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index];
    const name = part.match(/^\{(\w+)\}$/)?.[1];
    if (name === undefined ? part !== segment : segment === '') {
      return undefined;
    }
    if (name !== undefined) parameters[name] = segment;
  }
  return parameters;
}
