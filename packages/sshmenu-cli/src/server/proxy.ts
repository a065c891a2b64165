/** The proxy that leads to an address, as the environment has it; undefined: none. */
export function proxyFor(
  url: URL,
  environment: NodeJS.ProcessEnv,
): string | undefined {
  const read = (name: string) =>
    environment[name.toLowerCase()] || environment[name];
  if (isExempt(url, read('NO_PROXY') ?? '')) return undefined;
  return (
    read(url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY') ||
    read('ALL_PROXY')
  );
}

/** `host`, `.domain`, `host:port`, or `*` for all. */
function isExempt({ hostname, port, protocol }: URL, list: string): boolean {
  const ownPort = port || (protocol === 'https:' ? '443' : '80');
  return list
    .split(/[\s,]+/)
    .filter(Boolean)
    .some(item => {
      if (item === '*') return true;
      const [, host, itemPort] = /^(.*?)(?::(\d+))?$/.exec(item)!;
      if (itemPort && itemPort !== ownPort) return false;
      const domain = host.replace(/^\*?\./, '');
      return hostname === domain || hostname.endsWith(`.${domain}`);
    });
}
