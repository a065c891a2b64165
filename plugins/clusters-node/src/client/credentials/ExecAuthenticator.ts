import { execFile } from 'node:child_process';
import type { ClientLimits } from '../../config';
import type { ClusterConnection } from '../../sources/types';
import { ClusterError } from '../ClusterError';
import { Authenticator, bearer, RequestCredential } from './Authenticator';

type ExecAuth = Extract<ClusterConnection['auth'], { kind: 'exec' }>;

const API_VERSION = /^client\.authentication\.k8s\.io\/(v1|v1beta1)$/;
const MAX_OUTPUT_BYTES = 1_000_000;
const TIMEOUT_MS = 20_000;
/** A credential is renewed so long before it ends. */
const EARLY_MS = 60_000;
/** What a command sees of the server's own environment: where things are, and what its cloud gave the machine. */
const ENVIRONMENT =
  /^(PATH|HOME|USER|LANG|LC_ALL|TZ|TMPDIR|SSL_CERT_FILE|SSL_CERT_DIR|(HTTPS?|NO)_PROXY|(https?|no)_proxy|(AWS|AZURE|GOOGLE|CLOUDSDK)_.*)$/;
/** What a cluster's definition must not set, for it would run something other than the command that was allowed. */
const FORBIDDEN_ENVIRONMENT =
  /^(PATH|IFS|ENV|BASH_ENV|SHELLOPTS|NODE_OPTIONS|(LD|DYLD|PYTHON|PERL|RUBY|JAVA)_?.*)$/i;

/**
 * A credential that a command gives, as kubectl has it (client.authentication.k8s.io). Only commands that the
 * configuration names are run, without a shell, and each result serves until it ends.
 */
export class ExecAuthenticator implements Authenticator {
  #current: { credential: RequestCredential; until: number } | undefined;
  #running: Promise<RequestCredential> | undefined;

  constructor(
    private readonly cluster: string,
    private readonly connection: ClusterConnection,
    private readonly auth: ExecAuth,
    private readonly limits: ClientLimits,
  ) {}

  async credential(): Promise<RequestCredential> {
    if (this.#current && Date.now() < this.#current.until) {
      return this.#current.credential;
    }
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  rejected(): boolean {
    const had = this.#current !== undefined;
    this.#current = undefined;
    return had;
  }

  secrets(): readonly string[] {
    const token = this.#current?.credential.authorization?.slice(
      'Bearer '.length,
    );
    return token ? [token] : [];
  }

  async #run(): Promise<RequestCredential> {
    const { command, apiVersion } = this.auth;
    if (!this.limits.allowedCommands.includes(command)) {
      throw this.#error(
        'needs a command that clusters.exec.allowedCommands does not name',
      );
    }
    if (!API_VERSION.test(apiVersion)) {
      throw this.#error('needs a command that speaks an unknown version');
    }
    if (
      Object.keys(this.auth.env).some(name => FORBIDDEN_ENVIRONMENT.test(name))
    ) {
      throw this.#error(
        'sets environment variables that its command must not be given',
      );
    }
    const output = await this.#execute();
    const { credential, until } = this.#read(output);
    this.#current = { credential, until };
    return credential;
  }

  #execute(): Promise<string> {
    const { command, args, env } = this.auth;
    const own = Object.entries(process.env).filter(([name]) =>
      ENVIRONMENT.test(name),
    );
    return new Promise((resolve, reject) => {
      const child = execFile(
        command,
        args,
        {
          shell: false,
          timeout: TIMEOUT_MS,
          killSignal: 'SIGKILL',
          maxBuffer: MAX_OUTPUT_BYTES,
          env: {
            ...Object.fromEntries(own),
            ...env,
            KUBERNETES_EXEC_INFO: JSON.stringify(this.#info()),
          },
        },
        (error, stdout) =>
          // What it printed, or was called with, may hold a credential.
          error
            ? reject(this.#error('has a command that gave no credential'))
            : resolve(stdout),
      );
      child.stdin?.end();
    });
  }

  #info() {
    const { server, tls, proxyUrl } = this.connection;
    return {
      apiVersion: this.auth.apiVersion,
      kind: 'ExecCredential',
      spec: {
        interactive: false,
        cluster: this.auth.provideClusterInfo
          ? {
              server,
              'tls-server-name': tls.serverName,
              'insecure-skip-tls-verify': tls.insecure,
              'certificate-authority-data':
                tls.ca && Buffer.from(tls.ca).toString('base64'),
              'proxy-url': proxyUrl,
            }
          : undefined,
      },
    };
  }

  #read(output: string): { credential: RequestCredential; until: number } {
    let status: Record<string, unknown> | undefined;
    try {
      const answer = JSON.parse(output);
      if (
        answer?.kind === 'ExecCredential' &&
        answer.apiVersion === this.auth.apiVersion
      ) {
        status = answer.status;
      }
    } catch {
      // The parser's own words quote the output.
    }
    const authorization = bearer(text(status?.token) ?? '');
    const certificate = text(status?.clientCertificateData);
    const key = text(status?.clientKeyData);
    if (!authorization && !(certificate && key)) {
      throw this.#error('has a command that gave no credential');
    }
    const ends = Date.parse(text(status?.expirationTimestamp) ?? '');
    return {
      credential: {
        authorization,
        certificate: certificate && key ? { certificate, key } : undefined,
      },
      until: Number.isNaN(ends) ? Infinity : ends - EARLY_MS,
    };
  }

  #error(words: string): ClusterError {
    return new ClusterError(
      this.cluster,
      'misconfigured',
      `Cluster ${this.cluster} ${words}`,
    );
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value : undefined;
}
