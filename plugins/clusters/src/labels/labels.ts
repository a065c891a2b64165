/** A label, as it is shown. */
export interface ShownLabel {
  /** Unique among a cluster's labels. */
  name: string;
  /** `cert-manager` for `addons-cert-manager: enabled`, `tier: gold` for another one. */
  text: string;
  addon: boolean;
}

const ADDON = 'addons-';
/** Argo CD's own marks on its secrets say nothing about the cluster. */
const ARGO_CD = 'argocd.argoproj.io/';
/** Values that say no more than that the addon is wished for, and that it is not. */
const YES = new Set(['', 'true', 'yes', 'enabled', 'on', '1']);
const NO = new Set(['false', 'no', 'disabled', 'off', '0']);

/** A cluster's labels: the addons that are wished for, then the others, each by name. */
export function shownLabels(labels: Record<string, string>): ShownLabel[] {
  const shown = Object.entries(labels)
    .filter(([name]) => !name.startsWith(ARGO_CD))
    .filter(([name, value]) => !name.startsWith(ADDON) || !isNo(value))
    .map(([name, value]) => {
      const addon = name.startsWith(ADDON);
      const short = addon ? name.slice(ADDON.length) : name;
      return { name, addon, text: withValue(short, value) };
    });
  return shown.sort(
    (a, b) => Number(b.addon) - Number(a.addon) || a.text.localeCompare(b.text),
  );
}

function isNo(value: string): boolean {
  return NO.has(value.toLowerCase());
}

function withValue(name: string, value: string): string {
  return YES.has(value.toLowerCase()) ? name : `${name}: ${value}`;
}
