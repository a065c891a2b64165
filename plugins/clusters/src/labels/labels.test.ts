import { shownLabels } from './labels';

const texts = (labels: Record<string, string>) =>
  shownLabels(labels).map(label => label.text);

it('shows addons first, then the others, by name', () => {
  expect(
    texts({
      region: 'west',
      'addons-rbac': 'default',
      'addons-cert-manager': 'true',
      tier: 'gold',
    }),
  ).toEqual(['cert-manager', 'rbac: default', 'region: west', 'tier: gold']);
});

it("leaves out addons that are not wished for, and Argo CD's own marks", () => {
  expect(
    texts({
      'addons-kasten': 'false',
      'argocd.argoproj.io/secret-type': 'cluster',
    }),
  ).toEqual([]);
});
