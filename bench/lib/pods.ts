/**
 * A pod as an API server sends it: two containers, what kubelet and controllers wrote, and managed fields of both, which
 * are a third of its 7 KB. Pods of real applications are seldom smaller.
 */
export function podAt(index: number): object {
  const application = `app-${index % 400}`;
  const namespace = `team-${index % 50}`;
  const name = `${application}-6d5f7c9b8-${index
    .toString(36)
    .padStart(5, '0')}`;
  const time = new Date(1_790_000_000_000 + index * 1_000).toISOString();
  const containers = ['main', 'proxy'].map(container => ({
    name: container,
    image: `registry.example.com/${namespace}/${application}-${container}:1.${
      index % 7
    }.0`,
    ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
    env: Array.from({ length: 8 }, (_, i) => ({
      name: `SETTING_${i}`,
      value: `value-${i}-of-${application}`,
    })),
    resources: {
      limits: { cpu: '1', memory: '512Mi' },
      requests: { cpu: '100m', memory: '256Mi' },
    },
    livenessProbe: probe('/live'),
    readinessProbe: probe('/ready'),
    volumeMounts: [
      {
        name: 'kube-api-access',
        readOnly: true,
        mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
      },
    ],
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: 'IfNotPresent',
  }));
  return {
    metadata: {
      name,
      namespace,
      generateName: `${application}-6d5f7c9b8-`,
      uid: `0f5c8b1e-7a61-4d3e-9b52-${index.toString(16).padStart(12, '0')}`,
      resourceVersion: String(1_000_000 + index),
      creationTimestamp: time,
      labels: {
        app: application,
        'app.kubernetes.io/name': application,
        'app.kubernetes.io/managed-by': 'argocd',
        'pod-template-hash': '6d5f7c9b8',
      },
      annotations: {
        'prometheus.io/scrape': 'true',
        'kubectl.kubernetes.io/restartedAt': time,
      },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: `${application}-6d5f7c9b8`,
          uid: `5e1d0000-7a61-4d3e-9b52-${(index % 400)
            .toString(16)
            .padStart(12, '0')}`,
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
      managedFields: managedFields(time, index),
    },
    spec: {
      containers,
      nodeName: `node-${index % 200}`,
      restartPolicy: 'Always',
      serviceAccountName: 'default',
      schedulerName: 'default-scheduler',
      terminationGracePeriodSeconds: 30,
      tolerations: ['not-ready', 'unreachable'].map(key => ({
        key: `node.kubernetes.io/${key}`,
        operator: 'Exists',
        effect: 'NoExecute',
        tolerationSeconds: 300,
      })),
      volumes: [
        {
          name: 'kube-api-access',
          projected: {
            sources: [
              {
                serviceAccountToken: { expirationSeconds: 3607, path: 'token' },
              },
            ],
            defaultMode: 420,
          },
        },
      ],
    },
    status: {
      phase: 'Running',
      podIP: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
      hostIP: `192.168.0.${index % 200}`,
      startTime: time,
      qosClass: 'Burstable',
      conditions: [
        'Initialized',
        'Ready',
        'ContainersReady',
        'PodScheduled',
      ].map(type => ({
        type,
        status: 'True',
        lastProbeTime: null,
        lastTransitionTime: time,
      })),
      containerStatuses: containers.map(container => ({
        name: container.name,
        image: container.image,
        imageID: `registry.example.com/x@sha256:${index
          .toString(16)
          .padStart(64, 'a')}`,
        containerID: `containerd://${index.toString(16).padStart(64, 'b')}`,
        ready: true,
        started: true,
        restartCount: index % 3,
        state: { running: { startedAt: time } },
        lastState: {},
      })),
    },
  };
}

function probe(path: string) {
  return {
    httpGet: { path, port: 8080, scheme: 'HTTP' },
    timeoutSeconds: 1,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
  };
}

function managedFields(time: string, index: number) {
  const container = (name: string) => ({
    [`k:{"name":"${name}"}`]: {
      '.': {},
      'f:image': {},
      'f:imagePullPolicy': {},
      'f:name': {},
      'f:env': Object.fromEntries(
        Array.from({ length: 8 }, (_, i) => [
          `k:{"name":"SETTING_${i}"}`,
          { '.': {}, 'f:name': {}, 'f:value': {} },
        ]),
      ),
      'f:livenessProbe': { 'f:httpGet': { 'f:path': {}, 'f:port': {} } },
      'f:readinessProbe': { 'f:httpGet': { 'f:path': {}, 'f:port': {} } },
      'f:resources': { 'f:limits': { 'f:cpu': {} }, 'f:requests': {} },
    },
  });
  return [
    {
      manager: 'kube-controller-manager',
      operation: 'Update',
      apiVersion: 'v1',
      time,
      fieldsType: 'FieldsV1',
      fieldsV1: {
        'f:metadata': {
          'f:generateName': {},
          'f:labels': { '.': {}, 'f:app': {}, 'f:pod-template-hash': {} },
          'f:ownerReferences': {
            [`k:{"uid":"5e1d0000-${index % 400}"}`]: {},
          },
        },
        'f:spec': {
          'f:containers': { ...container('main'), ...container('proxy') },
          'f:restartPolicy': {},
          'f:schedulerName': {},
        },
      },
    },
    {
      manager: 'kubelet',
      operation: 'Update',
      apiVersion: 'v1',
      time,
      fieldsType: 'FieldsV1',
      fieldsV1: {
        'f:status': {
          'f:conditions': Object.fromEntries(
            ['Initialized', 'Ready', 'ContainersReady'].map(type => [
              `k:{"type":"${type}"}`,
              {
                '.': {},
                'f:status': {},
                'f:type': {},
                'f:lastTransitionTime': {},
              },
            ]),
          ),
          'f:containerStatuses': {},
          'f:phase': {},
          'f:podIPs': {},
        },
      },
      subresource: 'status',
    },
  ];
}
