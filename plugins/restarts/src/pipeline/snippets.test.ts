import { execFileSync } from 'node:child_process';
import type { WorkloadReference } from '@wheelhouse/plugin-restarts-common';
import { parse } from 'yaml';
import { shellQuote } from './quoting';
import { keyFormPath, narrowScope, pipelineSnippet } from './snippets';

const workload: WorkloadReference = {
  cluster: 'dev',
  namespace: 'payments',
  kind: 'deployments',
  name: 'api',
};
const apiUrl = 'https://portal.example/api/restarts';
const url = `${apiUrl}/clusters/dev/namespaces/payments/deployments/api/restart?wait=true&timeout=5m`;

/** The arguments with which a shell would start curl. */
function argumentsOf(script: string, env: Record<string, string> = {}) {
  const told = execFileSync(
    'sh',
    ['-euc', `curl() { printf '%s\\0' "$@"; }\n${script}`],
    { env: { PATH: process.env.PATH!, WHEELHOUSE_KEY: 'whk_a b$c"d', ...env } },
  );
  return told.toString().split('\0').slice(0, -1);
}

const expected = (idempotencyKey: unknown) => [
  '--fail-with-body',
  '--silent',
  '--show-error',
  '--request',
  'POST',
  '--header',
  'Authorization: Bearer whk_a b$c"d',
  '--header',
  idempotencyKey,
  url,
];

describe('what restarts a workload from a pipeline', () => {
  it('is plain curl that a shell takes as it is meant', () => {
    const snippet = pipelineSnippet('curl', { workload, apiUrl });
    expect(argumentsOf(snippet)).toEqual(
      expected(
        expect.stringMatching(
          /^Idempotency-Key: \d+-\d+-dev-payments-deployments-api$/,
        ),
      ),
    );
  });

  it('is a job of GitHub Actions, with the key out of its secrets', () => {
    const { jobs } = parse(pipelineSnippet('github', { workload, apiUrl }));
    const [step] = jobs['restart-api'].steps;
    expect(step.env).toEqual({
      WHEELHOUSE_KEY: '${{ secrets.WHEELHOUSE_KEY }}',
    });
    expect(
      argumentsOf(step.run, { GITHUB_RUN_ID: '7', GITHUB_RUN_ATTEMPT: '2' }),
    ).toEqual(expected('Idempotency-Key: 7-2-dev-payments-deployments-api'));
  });

  it('is a job of GitLab CI', () => {
    const parsed = parse(pipelineSnippet('gitlab', { workload, apiUrl }));
    expect(
      argumentsOf(parsed['restart-api'].script[0], { CI_JOB_ID: '99' }),
    ).toEqual(expected('Idempotency-Key: 99-dev-payments-deployments-api'));
  });

  it('is a stage of a Jenkinsfile, whose Groovy leaves the shell its backslashes', () => {
    const snippet = pipelineSnippet('jenkins', { workload, apiUrl });
    const [, groovy] = /sh '''\n([\s\S]*?)'''/.exec(snippet)!;
    const script = groovy.replaceAll(/\\(.)/gs, '$1');
    expect(argumentsOf(script, { BUILD_TAG: 'jenkins-x-1' })).toEqual(
      expected('Idempotency-Key: jenkins-x-1-dev-payments-deployments-api'),
    );
  });

  it.each(['github', 'gitlab', 'jenkins', 'curl'] as const)(
    'cannot be broken out of by an address (%s)',
    system => {
      const snippet = pipelineSnippet(system, {
        // The names of clusters are whatever their contexts are called.
        workload: { ...workload, cluster: 'a"$(touch y)`\'' },
        apiUrl: `https://portal.example/it's'''$(touch x)`,
        timeout: "5m'; exit 1; '",
      });
      expect(snippet).toContain('it');
      const scripts = {
        curl: () => snippet,
        github: () => parse(snippet).jobs['restart-api'].steps[0].run,
        gitlab: () => parse(snippet)['restart-api'].script[0],
        jenkins: () =>
          /sh '''\n([\s\S]*?)\n {6}'''/
            .exec(snippet)![1]
            .replaceAll(/\\(.)/gs, '$1'),
      };
      const told = argumentsOf(scripts[system](), {
        GITHUB_RUN_ID: '7',
        GITHUB_RUN_ATTEMPT: '2',
        CI_JOB_ID: '9',
        BUILD_TAG: 'b',
      });
      expect(told).toHaveLength(10);
      expect(told[9]).toContain(`it's'''$(touch x)/clusters/a%22%24`);
    },
  );

  it('comes with a key that can do this and nothing else', () => {
    expect(narrowScope(workload)).toBe(
      'restarts:restart:dev/payments/deployments/api',
    );
    const link = new URL(keyFormPath(workload), 'https://portal.example');
    expect(Object.fromEntries(link.searchParams)).toEqual({
      tab: 'keys',
      create: 'key',
      name: 'restart-api',
      scope: 'restarts:restart:dev/payments/deployments/api',
    });
  });
});

describe('shellQuote', () => {
  it.each([`it's`, `''`, `a\nb`, '$(x) `y` "z" \\', ''])(
    'keeps %j as it is',
    text => {
      const told = execFileSync('sh', ['-c', `printf %s ${shellQuote(text)}`]);
      expect(told.toString()).toBe(text);
    },
  );
});
