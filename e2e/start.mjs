// Starts the portal of the browser tests: the sandbox on ports of its own and, where WHEELHOUSE_TEST_KUBECONFIGS names
// real clusters, those too.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareClusters } from './clusters/prepare.mjs';

const data = process.env.WHEELHOUSE_DATA;
const kubeconfigs = process.env.WHEELHOUSE_TEST_KUBECONFIGS;
const root = join(import.meta.dirname, '..');

mkdirSync(data, { recursive: true });
const files = ['app-config.sandbox.yaml', 'e2e/app-config.yaml'];
if (kubeconfigs) {
  const real = await prepareClusters(kubeconfigs, join(data, 'real'));
  const written = join(data, 'real', 'app-config.json');
  const known = join(data, 'sandbox', 'clusters');
  writeFileSync(
    written,
    JSON.stringify({
      clusters: {
        sources: [
          { type: 'argocd', kubeconfig: join(known, 'management.kubeconfig') },
          { type: 'kubeconfig', path: join(known, 'portal.kubeconfig') },
          real,
        ],
      },
    }),
  );
  files.push(written);
}

const portal = spawn(
  process.execPath,
  ['scripts/run.mjs', 'start', '--config', ...files],
  { cwd: root, stdio: 'inherit', env: { ...process.env, INIT_CWD: root } },
);
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => portal.kill(signal));
}
portal.on('exit', code => process.exit(code ?? 1));
