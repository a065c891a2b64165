import { describeEachCluster } from './__testUtils__/eachCluster';
import { eventually } from './__testUtils__/eventually';
import { ben, cleo, hana, keyOf } from './__testUtils__/people';
import { readLines, restartPath } from './__testUtils__/requests';

describeEachCluster('restarts over HTTP', world => {
  it.each(['deployments', 'statefulsets', 'daemonsets'] as const)(
    'follow %s to ready',
    async kind => {
      const { portal, cluster } = world();
      const name = `ready-${kind}`;
      const app = await cluster.workload(name, {
        kind,
        groups: 'acme/payments',
      });
      const before = new Set(
        (await cluster.pods(name)).map(p => p.metadata.uid),
      );
      const answer = await portal.request(
        ben,
        'POST',
        `${restartPath(app)}?wait=true&timeout=1m`,
        { body: { reason: 'because' } },
      );
      expect(answer).toMatchObject({
        status: 200,
        body: {
          ...app,
          state: 'ready',
          reason: 'because',
          requestedBy: { ref: 'user:acme/ben' },
        },
      });
      expect(answer.body.steps.map((step: any) => step.state)).toEqual([
        'pending',
        'patched',
        'rolling',
        'ready',
      ]);
      const { desired, updated, available } = answer.body.progress;
      expect(desired).toBeGreaterThan(0);
      expect([updated, available]).toEqual([desired, desired]);
      const after = await cluster.pods(name);
      expect(after.some(pod => before.has(pod.metadata.uid))).toBe(false);
    },
  );

  it('say why one failed that was ready for a moment', async () => {
    const { portal, cluster, crashing, crashNewPods } = world();
    const app = await cluster.workload('crashing', {
      groups: 'acme/payments',
      replicas: 1,
      podAnnotations: crashing,
    });
    const before = await cluster.pods('crashing');
    // However busy the cluster is, it crashes before it is believed.
    const { settings } = portal.tenancy;
    const settle = settings['restarts.settle'];
    settings['restarts.settle'] = '30s';
    const crashed = crashNewPods('crashing', before);
    const answer = await portal.request(
      ben,
      'POST',
      `${restartPath(app)}?wait=true&timeout=1m`,
    );
    settings['restarts.settle'] = settle;
    await crashed;
    expect(answer).toMatchObject({
      status: 409,
      body: {
        state: 'failed',
        failure: {
          pod: expect.stringMatching(/^crashing-/),
          container: 'main',
          message: expect.stringContaining('ready and then crashed'),
        },
      },
    });
  });

  it('stream what happens, with the logs of new pods, until the end', async () => {
    const { portal, cluster } = world();
    const app = await cluster.workload('streamed', { groups: 'acme/*' });
    const response = await portal.fetch(
      hanaOf('acme'),
      'POST',
      restartPath(app),
      {
        headers: { accept: 'application/x-ndjson' },
      },
    );
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toContain('no-transform');
    const lines = await readLines(response);
    for (const line of lines) {
      expect(Object.keys(line).slice(0, 2)).toEqual(['type', 'time']);
    }
    const types = lines.map(line => line.type);
    expect(new Set(types)).toEqual(
      new Set(['restart', 'pods', ...types.filter(t => t === 'log'), 'end']),
    );
    expect(types[0]).toBe('restart');
    expect(lines.at(-1)).toMatchObject({
      type: 'end',
      restart: { state: 'ready' },
    });
    const { id } = lines.at(-1).restart;
    const again = await readLines(
      await portal.fetch(hanaOf('acme'), 'GET', `/${id}/stream`),
    );
    expect(again.at(-1)).toMatchObject({ type: 'end', restart: { id } });
  });

  it('happen once for one Idempotency-Key, also asked for at the same time', async () => {
    const { portal, cluster } = world();
    const app = await cluster.workload('once', { groups: 'acme/payments' });
    const ask = (body: object, key = 'same') =>
      portal.request(ben, 'POST', restartPath(app), {
        body,
        headers: { 'idempotency-key': key },
      });
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map(() => ask({ reason: 'x' })),
    );
    expect(new Set(answers.map(a => a.status))).toEqual(new Set([202]));
    expect(new Set(answers.map(a => a.body.id)).size).toBe(1);
    const [{ id }] = answers.map(a => a.body);
    await eventually(async () => {
      const { body } = await portal.request(ben, 'GET', `/${id}`);
      expect(body.state).toBe('ready');
    });
    expect((await ask({ reason: 'x' })).body).toMatchObject({
      id,
      state: 'ready',
    });
    expect(await ask({ reason: 'y' })).toMatchObject({
      status: 409,
      body: { error: { name: 'ConflictError' } },
    });
    const { metadata } = (await cluster.get(app)) as any;
    // Made, opted in with that, restarted once.
    expect(metadata.generation).toBe(2);
  });

  it('join the one that runs, or take its place', async () => {
    const { portal, cluster } = world();
    const app = await cluster.workload('joined', { groups: 'acme/payments' });
    const ask = async (who: typeof ben, body: object) =>
      (await portal.request(who, 'POST', restartPath(app), { body })).body;
    const first = await ask(ben, {});
    const joined = await ask(cleo, { whenRunning: 'join' });
    expect(joined.id).toBe(first.id);
    const second = await ask(cleo, { whenRunning: 'supersede' });
    expect(second.id).not.toBe(first.id);
    const { body } = await portal.request(ben, 'GET', `/${first.id}`);
    expect(body).toMatchObject({
      state: 'superseded',
      supersededBy: second.id,
    });
    await eventually(async () => {
      const { body: now } = await portal.request(ben, 'GET', `/${second.id}`);
      expect(now.state).toBe('ready');
    });
    const { metadata } = (await cluster.get(app)) as any;
    expect(metadata.generation).toBe(3);
  });

  it('are refused with what to do, where they would do nothing', async () => {
    const { portal, cluster } = world();
    const groups = 'acme/payments';
    const paused = await cluster.workload('paused', { groups });
    await cluster.patch(paused, { spec: { paused: true } });
    const onDelete = await cluster.workload('on-delete', {
      groups,
      kind: 'statefulsets',
      spec: { updateStrategy: { type: 'OnDelete' } },
    });
    for (const [app, text] of [
      [paused, 'kubectl rollout resume deployment/paused'],
      [onDelete, 'OnDelete'],
    ] as const) {
      expect(await portal.request(ben, 'POST', restartPath(app))).toMatchObject(
        {
          status: 409,
          body: { error: { message: expect.stringContaining(text) } },
        },
      );
    }
  });

  it('answer 504 with the restart when the time is up, and go on', async () => {
    const { portal, cluster } = world();
    const app = await cluster.workload('slow', { groups: 'acme/payments' });
    const answer = await portal.request(
      ben,
      'POST',
      `${restartPath(app)}?wait=true&timeout=10ms`,
    );
    expect(answer).toMatchObject({ status: 504, body: { name: 'slow' } });
    await eventually(async () => {
      const { body } = await portal.request(ben, 'GET', `/${answer.body.id}`);
      expect(body.state).toBe('ready');
    });
  });

  it('of a workload with no pods are ready at once', async () => {
    const { portal, cluster } = world();
    const app = await cluster.workload('empty', {
      groups: 'acme/payments',
      replicas: 0,
    });
    const answer = await portal.request(
      ben,
      'POST',
      `${restartPath(app)}?wait=true`,
    );
    expect(answer).toMatchObject({
      status: 200,
      body: { progress: { summary: 'It has no pods to restart' } },
    });
  });

  it('stand in the history of those who could have asked, and of nobody else', async () => {
    const { portal, cluster } = world();
    const app = await cluster.workload('told', { groups: 'acme/payments' });
    const { body } = await portal.request(ben, 'POST', restartPath(app));
    const query = `?namespace=${app.namespace}&name=told`;
    const idsFor = async (who: typeof ben) =>
      (await portal.request(who, 'GET', `/${query}`)).body.items.map(
        (item: any) => item.id,
      );
    expect(await idsFor(ben)).toEqual([body.id]);
    expect(await idsFor(cleo)).toEqual([body.id]);
    expect(await idsFor(hana)).toEqual([]);
    expect(
      await idsFor(keyOf(ben, 'narrow', ['restarts:read:elsewhere/**'])),
    ).toEqual([]);
  });

  it('list what one may restart, found by words, with the restart that runs', async () => {
    const { portal, cluster } = world();
    const app = await cluster.workload('listed-one', {
      groups: 'acme/payments, globex/payments',
    });
    await cluster.workload('listed-none');
    const list = async (who: typeof ben, search: string) =>
      (
        await portal.request(
          who,
          'GET',
          `/workloads?namespace=${app.namespace}&search=${search}`,
        )
      ).body;
    await eventually(async () => {
      expect(await list(ben, 'listed payments')).toMatchObject({
        items: [
          { ...app, state: 'good', replicas: 2, ready: 2, image: 'app:1' },
        ],
        unavailable: [],
      });
    });
    expect((await list(hana, 'listed')).items).toHaveLength(1);
    expect((await list(ben, 'listed nonsense')).items).toEqual([]);
    const { body } = await portal.request(ben, 'POST', restartPath(app));
    expect((await list(ben, 'listed')).items[0].activeRestart).toBe(body.id);
  });

  it('of several say first what would happen, and then stop at the first failure', async () => {
    const { portal, cluster } = world();
    const groups = 'acme/payments';
    const one = await cluster.workload('batch-one', { groups });
    const paused = await cluster.workload('batch-paused', { groups });
    await cluster.patch(paused, { spec: { paused: true } });
    const three = await cluster.workload('batch-three', { groups });
    const closed = await cluster.workload('batch-closed');
    const ask = (body: object) =>
      portal.request(ben, 'POST', '/batches', { body });
    const plan = await ask({
      workloads: [one, paused, three, closed],
      dryRun: true,
    });
    expect(plan.status).toBe(200);
    expect(plan.body.state).toBe('planned');
    expect(plan.body.items.map((item: any) => item.possible)).toEqual([
      true,
      false,
      true,
      false,
    ]);
    const batch = await ask({
      workloads: [one, paused, three],
      atOnce: 1,
      stopAtFirstFailure: true,
    });
    expect(batch.status).toBe(202);
    await eventually(async () => {
      const { body } = await portal.request(
        ben,
        'GET',
        `/batches/${batch.body.id}`,
      );
      expect(body.state).toBe('stopped');
      expect(body.items.map((item: any) => item.state)).toEqual([
        'ready',
        'failed',
        'skipped',
      ]);
    });
    const { status } = await portal.request(
      cleo,
      'GET',
      `/batches/${batch.body.id}`,
    );
    expect(status).toBe(404);
  });
});

/** Somebody of a tenant in none of its groups. */
function hanaOf(tenant: string) {
  return { ...hana, entity: { ...hana.entity, tenant }, groups: [] };
}
