const LONGEST = 63;

/**
 * A name that routes, scopes and annotations can call a cluster by: a DNS-1123 label. Argo CD and kubeconfigs allow any
 * text; it is written in lower case and with `-` for all that a label cannot hold, and stays to be seen as the title.
 *
 * @returns undefined where nothing is left of it.
 */
export function clusterName(
  text: string,
): { name: string; title?: string } | undefined {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '');
  if (!name) return undefined;
  return name === text ? { name } : { name, title: readable(text) };
}

function readable(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .trim()
    .slice(0, 200);
}
