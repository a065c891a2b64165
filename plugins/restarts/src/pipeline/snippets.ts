import type { WorkloadReference } from '@wheelhouse/plugin-restarts-common';
import { workloadPath } from '../words';
import { groovyText, indent, shellQuote } from './quoting';

/** The systems for which there is a ready-made piece. */
export const SYSTEMS = ['github', 'gitlab', 'jenkins', 'curl'] as const;
export type PipelineSystem = (typeof SYSTEMS)[number];

export interface SnippetOptions {
  workload: WorkloadReference;
  /** Where the restarts plugin answers: `https://portal.example/api/restarts`. */
  apiUrl: string;
  /** How long the pipeline waits, as the API takes it: `5m`. */
  timeout?: string;
}

/** The scope of a key that can restart this workload and nothing else. */
export function narrowScope(workload: WorkloadReference): string {
  return `restarts:restart:${workloadPath(workload)}`;
}

/** Where such a key is made, with the form filled in. */
export function keyFormPath(workload: WorkloadReference): string {
  const query = new URLSearchParams({
    tab: 'keys',
    create: 'key',
    name: `restart-${workload.name}`,
    scope: narrowScope(workload),
  });
  return `/account?${query}`;
}

/** What restarts the workload from a pipeline, and fails the job where the restart does. */
export function pipelineSnippet(
  system: PipelineSystem,
  options: SnippetOptions,
): string {
  switch (system) {
    case 'github':
      return github(options);
    case 'gitlab':
      return gitlab(options);
    case 'jenkins':
      return jenkins(options);
    default:
      return curl(options, '$(date +%s)-$$');
  }
}

function github(options: SnippetOptions): string {
  const { name } = options.workload;
  // The attempt is part of it: who runs a job again wants it done again.
  const call = curl(options, '$GITHUB_RUN_ID-$GITHUB_RUN_ATTEMPT');
  return `jobs:
  restart-${name}:
    runs-on: ubuntu-latest
    steps:
      - name: Restart ${name}
        env:
          WHEELHOUSE_KEY: \${{ secrets.WHEELHOUSE_KEY }}
        run: |
${indent(call, 10)}
`;
}

function gitlab(options: SnippetOptions): string {
  const call = curl(options, '$CI_JOB_ID');
  return `# WHEELHOUSE_KEY: a masked variable of the project (Settings, CI/CD)
restart-${options.workload.name}:
  image: curlimages/curl:latest
  script:
    - |
${indent(call, 6)}
`;
}

function jenkins(options: SnippetOptions): string {
  const { name } = options.workload;
  const call = curl(options, '$BUILD_TAG');
  return `// wheelhouse-key: a credential of the kind “Secret text”
stage('Restart ${name}') {
  steps {
    withCredentials([string(credentialsId: 'wheelhouse-key', variable: 'WHEELHOUSE_KEY')]) {
      sh '''
${indent(groovyText(call), 8)}
      '''
    }
  }
}
`;
}

/** `run` is what a shell knows of this run and of no other; it stands between double quotes. */
function curl(options: SnippetOptions, run: string): string {
  const { apiUrl, timeout = '5m', workload } = options;
  const { cluster, namespace, kind, name } = workload;
  const [c, ns, k, n] = [cluster, namespace, kind, name].map(
    encodeURIComponent,
  );
  const url = `${apiUrl}/clusters/${c}/namespaces/${ns}/${k}/${n}/restart?wait=true&timeout=${encodeURIComponent(
    timeout,
  )}`;
  return [
    'curl --fail-with-body --silent --show-error',
    '--request POST',
    '--header "Authorization: Bearer $WHEELHOUSE_KEY"',
    // A job may restart several workloads: each is asked for by a key of its own.
    `--header "Idempotency-Key: ${run}-${plainWord(workloadPath(workload))}"`,
    shellQuote(url),
  ].join(' \\\n  ');
}

/** Without what would mean something to a shell. */
function plainWord(text: string): string {
  return text.replaceAll(/[^\w.-]/g, '-');
}

/** What curl and the server say, and what it means for a pipeline. */
export const OUTCOMES: Array<{ sign: string; means: string }> = [
  { sign: 'exit code 0', means: 'Ready: rolled out, and it lasted.' },
  {
    sign: 'exit code 22, status 409',
    means:
      'It failed, or could not begin: the answer says why, with the pod and its last lines.',
  },
  {
    sign: 'exit code 22, status 504',
    means:
      'Not ready in time. It goes on: the same call with the same Idempotency-Key joins it.',
  },
  {
    sign: 'exit code 22, status 404',
    means:
      'No such workload, or neither it nor the key allows this. Check the scope and the annotation.',
  },
  {
    sign: 'exit code 22, status 401',
    means: 'The key has ended: make another.',
  },
  {
    sign: 'any other',
    means: 'The portal was not reached; see curl’s manual.',
  },
];
