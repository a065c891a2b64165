import {
  credentialStage,
  type ClusterState,
} from '@wheelhouse/plugin-clusters-common';
import type { ClusterFacts, NodesFact, Probe } from './facts';

/** A cluster's state and why, the worst first. */
export interface Assessment {
  state: ClusterState;
  reasons: string[];
}

/** A `note` is worth knowing and changes no state. */
type Severity = 'failed' | 'attention' | 'note';

interface Finding {
  severity: Severity;
  text: string;
}

const ORDER: Severity[] = ['failed', 'attention', 'note'];

/** How many nodes are named in a reason. */
const NAMED_NODES = 3;

/** What is said of a cluster that did not answer as it should, and what to do about it. */
const UNANSWERED: Record<
  Exclude<(Probe & { answered: false })['reason'], 'misconfigured'>,
  Finding
> = {
  unreachable: failed(
    'Nothing answers at its address. Check that its API server runs and that the portal may connect to it.',
  ),
  timeout: failed(
    'It does not answer in time. Check whether its API server is overloaded or suspended, and what is between it and the portal.',
  ),
  tls: failed(
    'Its certificate is not one that the portal trusts for it. Put the CA that signed it, or its server name, into the definition.',
  ),
  unauthorized: failed(
    "It refuses the portal's credential. Put a new one into the definition.",
  ),
  forbidden: attention(
    "It knows the portal's account but forbids it even to read the version. Give the account its roles.",
  ),
  throttled: attention(
    "It answers that it is asked too much. The portal waits as long as it says; raise the limits of the portal's account if this stays.",
  ),
  'server-error': failed(
    "It answers with errors. Look at its API server's log.",
  ),
  'bad-answer': failed(
    'What answers at its address is not a Kubernetes API server. Check the address, and proxies on the way.',
  ),
  'not-found': failed(
    'What answers at its address has no Kubernetes API. Check the path of the address.',
  ),
  conflict: failed('It answers in an unexpected way (409 to a read).'),
  gone: failed('It answers in an unexpected way (410 to a read).'),
  invalid: failed('It does not understand what the portal asks.'),
  internal: failed(
    "The portal failed to ask it. The portal's log says why; hand that to whoever runs the portal.",
  ),
};

/** What state a cluster is in. It follows from the facts alone. */
export function assess(facts: ClusterFacts, now: number): Assessment {
  const { usable, probe } = facts;
  const findings = [
    ...definitionFindings(facts),
    ...credentialFindings(facts, now),
    ...(usable && probe ? probeFindings(probe) : []),
    // Of a cluster that is not reached, the nodes are only what was last seen.
    ...(usable && probe?.answered ? nodeFindings(facts.nodes) : []),
  ];
  const reasons = ORDER.flatMap(severity =>
    findings.filter(f => f.severity === severity).map(f => f.text),
  );
  return { state: stateOf(facts, findings), reasons };
}

function stateOf(facts: ClusterFacts, findings: Finding[]): ClusterState {
  if (facts.usable && !facts.probe) return 'unknown';
  const has = (severity: Severity) =>
    findings.some(finding => finding.severity === severity);
  if (has('failed')) return 'failed';
  return has('attention') ? 'attention' : 'good';
}

function definitionFindings({ usable, problems }: ClusterFacts): Finding[] {
  if (usable) return problems.map(attention);
  return problems.length > 0
    ? problems.map(failed)
    : [
        failed(
          'Its definition cannot be used. Correct it where it comes from.',
        ),
      ];
}

function credentialFindings(
  { usable, credential }: ClusterFacts,
  now: number,
): Finding[] {
  const { expires } = credential;
  if (!usable || expires === undefined) return [];
  switch (credentialStage(credential, now)) {
    case 'ended':
      return [
        attention(
          `The portal's credential ended on ${dayOf(
            expires,
          )}. Put a new one into the definition.`,
        ),
      ];
    case 'within-30-days':
    case 'within-14-days':
    case 'within-7-days':
      return [
        attention(
          `The portal's credential ends in ${leftUntil(
            expires,
            now,
          )}, on ${dayOf(expires)}. Renew it before then.`,
        ),
      ];
    default:
      return [];
  }
}

function probeFindings(probe: Probe): Finding[] {
  if (!probe.answered) {
    return [
      probe.reason === 'misconfigured'
        ? failed(probe.message)
        : UNANSWERED[probe.reason],
    ];
  }
  return probe.ready === false
    ? [
        attention(
          "It answers, but says that it is not ready. Look at its API server's /readyz?verbose.",
        ),
      ]
    : [];
}

function nodeFindings(nodes: NodesFact | undefined): Finding[] {
  if (!nodes) return [];
  if (!nodes.listed) {
    return [
      {
        severity: 'note',
        text: "The portal's account may not list nodes. Give it get, list and watch on nodes to see them here.",
      },
    ];
  }
  const { total, notReady } = nodes;
  if (notReady.length === 0) return [];
  const named = notReady.slice(0, NAMED_NODES).join(', ');
  const more = notReady.length - NAMED_NODES;
  return [
    attention(
      `${notReady.length} of ${total} nodes ${
        notReady.length === 1 ? 'is' : 'are'
      } not ready: ${named}${more > 0 ? ` and ${more} more` : ''}.`,
    ),
  ];
}

function failed(text: string): Finding {
  return { severity: 'failed', text };
}

function attention(text: string): Finding {
  return { severity: 'attention', text };
}

const DAY_FORMAT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

function dayOf(time: string): string {
  return DAY_FORMAT.format(new Date(time));
}

function leftUntil(time: string, now: number): string {
  const hours = Math.floor((Date.parse(time) - now) / 3_600_000);
  if (hours < 1) return 'less than an hour';
  if (hours < 48) return hours === 1 ? 'an hour' : `${hours} hours`;
  return `${Math.floor(hours / 24)} days`;
}
