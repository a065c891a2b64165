import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realClusters } from './clusters';

describe('realClusters', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kubeconfigs-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is every kubeconfig of the folder, by name', () => {
    for (const file of ['prod.kubeconfig', 'dev.kubeconfig', 'pod.log']) {
      writeFileSync(join(folder, file), '');
    }
    expect(realClusters(folder)).toEqual([
      { name: 'dev', kubeconfig: join(folder, 'dev.kubeconfig') },
      { name: 'prod', kubeconfig: join(folder, 'prod.kubeconfig') },
    ]);
  });

  it('is none where no folder is named', () => {
    expect(realClusters('')).toEqual([]);
  });
});
