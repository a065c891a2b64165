/* eslint-disable jest/no-export -- this makes a suite for test files, and is none */
import { deployment } from '../../objects';
import { ApiClient } from './ApiClient';
import { eventually } from './eventually';
import { ContractSubject, paths, useNamespace } from './subject';

const failure = (code: number, reason: string, message: unknown) => ({
  status: code,
  body: expect.objectContaining({
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    code,
    reason,
    message,
  }),
});
const secret = (name: string, labels = {}) => ({
  metadata: { name, labels },
  type: 'Opaque',
});
const names = (answer: { body: { items: { metadata: { name: string } }[] } }) =>
  answer.body.items.map(item => item.metadata.name);

/** Who is let in, what is found, how lists, patches and refusals look. */
export function apiSuite(subject: ContractSubject): void {
  describe('requests', () => {
    const { name: ns, api } = useNamespace(subject, 'api');
    const deployments = paths.deployments(ns);
    const secrets = paths.secrets(ns);
    // No pods: what is patched stays as it is.
    const web = deployment({ name: 'web', namespace: ns, replicas: 0 });

    beforeAll(async () => {
      await api().post(deployments, web);
      for (const each of ['a', 'b', 'c', 'd', 'e']) {
        await api().post(secrets, secret(each, { tier: each, even: 'no' }));
      }
    });

    it('lets in by token alone', async () => {
      const nobody = new ApiClient(subject.kubeconfig(), null);
      const stranger = new ApiClient(subject.kubeconfig(), 'not-a-token');
      expect(await stranger.get('/api/v1/pods')).toMatchObject(
        failure(401, 'Unauthorized', 'Unauthorized'),
      );
      expect(await nobody.get('/api/v1/pods')).toMatchObject(
        failure(
          403,
          'Forbidden',
          'pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" at the cluster scope',
        ),
      );
      expect(await nobody.get('/apis')).toMatchObject(
        failure(
          403,
          'Forbidden',
          'forbidden: User "system:anonymous" cannot get path "/apis"',
        ),
      );
      nobody.close();
      stranger.close();
    });

    it('tells everybody its version and that it is well', async () => {
      const nobody = new ApiClient(subject.kubeconfig(), null);
      expect((await nobody.get('/version')).body.gitVersion).toMatch(
        /^v1\.\d+/,
      );
      for (const path of ['/healthz', '/livez', '/readyz']) {
        expect(await nobody.get(path)).toMatchObject({
          status: 200,
          body: 'ok',
        });
      }
      nobody.close();
    });

    it('tells of its kinds, in both ways that clients ask', async () => {
      const { body } = await api().get('/apis/apps/v1');
      const described = body.resources.map((each: any) => [
        each.name,
        each.singularName,
        each.kind,
        each.namespaced,
        each.shortNames,
        each.categories,
      ]);
      for (const [plural, singular, kind, short, categories] of [
        ['deployments', 'deployment', 'Deployment', ['deploy'], ['all']],
        ['statefulsets', 'statefulset', 'StatefulSet', ['sts'], ['all']],
        ['daemonsets', 'daemonset', 'DaemonSet', ['ds'], ['all']],
        ['replicasets', 'replicaset', 'ReplicaSet', ['rs'], ['all']],
        ['controllerrevisions', 'controllerrevision', 'ControllerRevision'],
      ]) {
        expect(described).toContainEqual([
          plural,
          singular,
          kind,
          true,
          short,
          categories,
        ]);
      }
      const aggregated = await api().get(
        '/apis',
        'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
      );
      expect(aggregated.type).toBe(
        'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
      );
      const apps = aggregated.body.items.find(
        (each: any) => each.metadata.name === 'apps',
      );
      expect(apps.versions[0].resources).toContainEqual(
        expect.objectContaining({
          resource: 'deployments',
          scope: 'Namespaced',
          singularResource: 'deployment',
          shortNames: ['deploy'],
        }),
      );
    });

    it.each([
      ['/api/v1/namespaces/NS/pods/none', 'pods "none" not found'],
      [
        '/apis/apps/v1/namespaces/NS/deployments/none',
        'deployments.apps "none" not found',
      ],
      ['/api/v1/namespaces/none', 'namespaces "none" not found'],
      [
        '/api/v1/namespaces/NS/nothings',
        'the server could not find the requested resource',
      ],
    ])('says that there is no %s', async (path, message) => {
      expect(await api().get(path.replace('NS', ns))).toMatchObject(
        failure(404, 'NotFound', message),
      );
    });

    it('refuses what cannot be, with the words that people know', async () => {
      const refused = [
        [
          await api().post(deployments, web),
          failure(
            409,
            'AlreadyExists',
            'deployments.apps "web" already exists',
          ),
        ],
        [
          await api().post(secrets, secret('A_b')),
          failure(
            422,
            'Invalid',
            expect.stringContaining('Secret "A_b" is invalid: metadata.name'),
          ),
        ],
        [
          await api().post('/api/v1/namespaces/none/secrets', secret('a')),
          failure(404, 'NotFound', 'namespaces "none" not found'),
        ],
        [
          await api().post(deployments, {
            metadata: { name: 'x' },
            spec: { template: {} },
          }),
          failure(
            422,
            'Invalid',
            'Deployment.apps "x" is invalid: [spec.selector: Required value, spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`, spec.template.spec.containers: Required value]',
          ),
        ],
        [
          await api().raw('POST', secrets, 'application/json', '{'),
          failure(
            400,
            'BadRequest',
            expect.stringContaining('the object provided is unrecognized'),
          ),
        ],
        [
          await api().get(`${secrets}?limit=many`),
          failure(
            400,
            'BadRequest',
            'strconv.ParseInt: parsing "many": invalid syntax',
          ),
        ],
        [
          await api().get(`${secrets}?fieldSelector=spec.a%3Db`),
          failure(400, 'BadRequest', 'field label not supported: spec.a'),
        ],
        [
          await api().get(`${secrets}?labelSelector=a%3D%3D%3D`),
          failure(
            400,
            'BadRequest',
            expect.stringContaining('unable to parse requirement'),
          ),
        ],
        [
          await api().get(`${secrets}?continue=xx`),
          failure(
            400,
            'BadRequest',
            expect.stringContaining('continue key is not valid'),
          ),
        ],
        [
          await api().get(secrets, 'text/html'),
          { status: 406, body: expect.objectContaining({ code: 406 }) },
        ],
        [
          await api().put(`${deployments}/web/nothing`, {}),
          failure(
            404,
            'NotFound',
            'the server could not find the requested resource',
          ),
        ],
      ] as const;
      for (const [answer, expected] of refused) {
        expect(answer).toMatchObject(expected);
      }
    });

    it('lists in pages that show one moment', async () => {
      const first = await api().get(`${secrets}?limit=2`);
      expect(names(first)).toEqual(['a', 'b']);
      expect(first.body).toMatchObject({
        kind: 'SecretList',
        apiVersion: 'v1',
        metadata: { remainingItemCount: 3 },
      });
      expect(first.body.items[0]).not.toHaveProperty('kind');
      const { continue: token, resourceVersion } = first.body.metadata;
      await api().delete(`${secrets}/d`);
      const rest = await api().get(
        `${secrets}?limit=10&continue=${encodeURIComponent(token)}`,
      );
      expect(names(rest)).toEqual(['c', 'd', 'e']);
      expect(rest.body.metadata.resourceVersion).toBe(resourceVersion);
      expect(rest.body.metadata.continue ?? '').toBe('');
      await api().post(secrets, secret('d', { tier: 'd', even: 'no' }));
    });

    it.each([
      ['labelSelector=tier%3Da', ['a']],
      ['labelSelector=tier+in+(a,b),even', ['a', 'b']],
      ['labelSelector=tier+notin+(a,b)', ['c', 'd', 'e']],
      ['labelSelector=tier!%3Da,even%3D%3Dno', ['b', 'c', 'd', 'e']],
      ['labelSelector=!even', []],
      ['fieldSelector=metadata.name%3Dc', ['c']],
      ['fieldSelector=metadata.name!%3Dc,type%3DOpaque', ['a', 'b', 'd', 'e']],
    ])('selects by %s', async (query, expected) => {
      expect(names(await api().get(`${secrets}?${query}`))).toEqual(expected);
    });

    describe('a patch', () => {
      const path = `${deployments}/web`;
      const current = async () => (await api().get(path)).body;
      /** The Deployment once its controller has written all that it has to say. */
      const settled = () =>
        eventually(async () => {
          const before = await current();
          const { metadata, status } = before;
          expect(status.observedGeneration).toBe(metadata.generation);
          const answer = await api().patch(path, 'merge-patch', {});
          expect(answer.body.metadata).toEqual(metadata);
          return before;
        });

      it('merges lists by their keys where it is strategic', async () => {
        const before = await settled();
        const answer = await api().patch(path, 'strategic-merge-patch', {
          metadata: { annotations: { one: '1', two: '2' } },
          spec: {
            template: {
              spec: {
                containers: [{ name: 'side', image: 'side:1' }],
              },
            },
          },
        });
        expect(answer).toMatchObject({ status: 200 });
        const { containers } = answer.body.spec.template.spec;
        expect(containers.map((each: any) => each.name)).toEqual([
          'side',
          'app',
        ]);
        expect(answer.body.metadata.generation).toBe(
          before.metadata.generation + 1,
        );
        const without = await api().patch(path, 'strategic-merge-patch', {
          metadata: { annotations: { two: null } },
          spec: {
            template: {
              spec: { containers: [{ name: 'side', $patch: 'delete' }] },
            },
          },
        });
        expect(without.body.spec.template.spec.containers).toMatchObject([
          { name: 'app' },
        ]);
        expect(without.body.metadata.annotations).toMatchObject({ one: '1' });
        expect(without.body.metadata.annotations).not.toHaveProperty('two');
      });

      it('replaces lists where it is a merge patch', async () => {
        const answer = await api().patch(path, 'merge-patch', {
          spec: {
            template: {
              spec: { containers: [{ name: 'app', image: 'other:1' }] },
            },
          },
        });
        expect(answer.body.spec.template.spec.containers).toMatchObject([
          { name: 'app', image: 'other:1' },
        ]);
      });

      it('changes what a JSON patch says, where its tests hold', async () => {
        const replica = { path: '/spec/replicas', value: 0 };
        expect(
          await api().patch(path, 'json-patch', [
            { op: 'test', ...replica },
            { op: 'add', path: '/metadata/annotations/three', value: '3' },
          ]),
        ).toMatchObject({
          status: 200,
          body: { metadata: { annotations: { three: '3' } } },
        });
        const wrong = { op: 'test', path: '/spec/replicas', value: 7 };
        expect(await api().patch(path, 'json-patch', [wrong])).toMatchObject(
          failure(
            422,
            'Invalid',
            'the server rejected our request due to an error in our request',
          ),
        );
      });

      it('leaves generation and version alone where it changes nothing', async () => {
        const before = await settled();
        const again = { spec: { replicas: 0 } };
        const answer = await api().patch(path, 'merge-patch', again);
        expect(answer.body.metadata).toEqual(before.metadata);
        const metadata = { labels: { four: '4' } };
        const labelled = await api().patch(path, 'merge-patch', { metadata });
        expect(labelled.body.metadata.generation).toBe(
          before.metadata.generation,
        );
        expect(labelled.body.metadata.resourceVersion).not.toBe(
          before.metadata.resourceVersion,
        );
      });

      it('of the annotations of a Deployment makes another generation', async () => {
        const before = await settled();
        const metadata = { annotations: { five: '5' } };
        const annotated = await api().patch(path, 'merge-patch', { metadata });
        expect(annotated.body.metadata.generation).toBe(
          before.metadata.generation + 1,
        );
      });

      it('does not reach the status', async () => {
        const answer = await api().patch(path, 'merge-patch', {
          status: { readyReplicas: 77 },
        });
        expect(answer.status).toBe(200);
        expect(answer.body.status.readyReplicas ?? 0).toBe(0);
      });

      it('writes nothing in a dry run', async () => {
        const before = await settled();
        const answer = await api().patch(`${path}?dryRun=All`, 'merge-patch', {
          metadata: { labels: { dry: 'yes' } },
        });
        expect(answer.body.metadata.labels.dry).toBe('yes');
        const { metadata, spec } = await current();
        // What a controller writes of its own accord meanwhile is in the status.
        expect(spec).toEqual(before.spec);
        expect(metadata).toMatchObject({
          labels: before.metadata.labels,
          generation: before.metadata.generation,
        });
        expect(metadata.labels).not.toHaveProperty('dry');
      });

      it('enters under its manager what it owns', async () => {
        const answer = await api().patch(
          `${path}?fieldManager=wheelhouse`,
          'merge-patch',
          { metadata: { annotations: { owned: 'yes' } } },
        );
        const entry = answer.body.metadata.managedFields.find(
          (each: any) => each.manager === 'wheelhouse',
        );
        expect(entry).toMatchObject({
          operation: 'Update',
          apiVersion: 'apps/v1',
          fieldsType: 'FieldsV1',
          fieldsV1: { 'f:metadata': { 'f:annotations': { 'f:owned': {} } } },
        });
      });

      it.each([
        [
          'of an older version',
          { metadata: { resourceVersion: '1', labels: { a: 'b' } } },
          failure(
            409,
            'Conflict',
            'Operation cannot be fulfilled on deployments.apps "web": the object has been modified; please apply your changes to the latest version and try again',
          ),
        ],
        [
          'of another object of the name',
          { metadata: { uid: 'other', labels: { a: 'b' } } },
          failure(
            422,
            'Invalid',
            'Deployment.apps "web" is invalid: metadata.uid: Invalid value: "other": field is immutable',
          ),
        ],
        [
          'of another name',
          { metadata: { name: 'other' } },
          failure(
            400,
            'BadRequest',
            'the name of the object (other) does not match the name on the URL (web)',
          ),
        ],
        [
          'that cannot be',
          { spec: { replicas: -1 } },
          failure(
            422,
            'Invalid',
            'Deployment.apps "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
          ),
        ],
        [
          'of what is fixed',
          { spec: { selector: { matchLabels: { app: 'x' } } } },
          failure(422, 'Invalid', expect.stringContaining('immutable')),
        ],
        [
          'that is a list',
          [],
          failure(
            400,
            'BadRequest',
            'error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}',
          ),
        ],
      ])('%s is refused', async (_what, patch, expected) => {
        expect(await api().patch(path, 'merge-patch', patch)).toMatchObject(
          expected,
        );
      });

      it('of no known kind is refused', async () => {
        expect(
          await api().raw('PATCH', path, 'application/x-patch', '{}'),
        ).toMatchObject(
          failure(415, 'UnsupportedMediaType', '415: Unsupported Media Type'),
        );
      });
    });
  });
}
