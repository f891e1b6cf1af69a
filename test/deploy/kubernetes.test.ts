import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadTopology } from '../../src/topology/load-topology.js';
import { temporaryFolder } from '../support/run-cli.js';
import { project, readProjectFile, readYaml, yamlDocuments } from './deploy-files.js';
import { secretFilesOf } from './secret-files.js';

const folder = 'deploy/kubernetes';
type Labels = Readonly<Record<string, string>>;
interface Probe {
  readonly httpGet?: { readonly path: string; readonly port: string };
  readonly exec?: { readonly command: readonly string[] };
}
interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Labels };
}
interface Deployment extends Manifest {
  readonly spec: {
    readonly replicas: number;
    readonly selector: { readonly matchLabels: Labels };
    readonly strategy: { readonly rollingUpdate: { readonly maxSurge: number } };
    readonly template: { readonly metadata: { readonly labels: Labels }; readonly spec: PodSpec };
  };
}
interface PodSpec {
  readonly securityContext: unknown;
  readonly affinity: {
    readonly podAntiAffinity: {
      readonly requiredDuringSchedulingIgnoredDuringExecution: readonly [
        { readonly labelSelector: { readonly matchLabels: Labels } },
      ];
    };
  };
  readonly containers: readonly [Container];
  readonly volumes: readonly {
    readonly name: string;
    readonly configMap?: { readonly name: string };
    readonly secret?: { readonly secretName: string; readonly defaultMode: number };
  }[];
}
interface Container {
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly startupProbe: Probe;
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
  readonly volumeMounts: readonly {
    readonly name: string;
    readonly mountPath: string;
    readonly readOnly?: boolean;
    readonly subPath?: string;
  }[];
}
interface ConfigMap extends Manifest {
  readonly data: Labels;
}
interface Secret extends Manifest {
  readonly stringData: Labels;
}

const read = <T extends Manifest>(name: string) => readYaml<T>(`${folder}/${name}`);
const deployment = read<Deployment>('deployment.yaml');
const pod = deployment.spec.template.spec;
const [container] = pod.containers;
const mountOf = (name: string) => container.volumeMounts.find((mount) => mount.name === name);

test('each manifest is of a kind that goes with its version, in the one namespace', () => {
  const versions: Labels = {
    Namespace: 'v1',
    ConfigMap: 'v1',
    Secret: 'v1',
    Service: 'v1',
    Deployment: 'apps/v1',
    PodDisruptionBudget: 'policy/v1',
    ServiceMonitor: 'monitoring.coreos.com/v1',
  };
  const names = readdirSync(join(project, folder)).filter((name) => name !== 'kustomization.yaml');
  const manifests = names.map((name) => read<Manifest>(name));
  expect(manifests.map(({ kind }) => kind).sort()).toEqual(Object.keys(versions).sort());
  for (const { kind, apiVersion, metadata } of manifests) {
    expect(apiVersion, kind).toBe(versions[kind]);
    expect(kind === 'Namespace' ? metadata.name : metadata.namespace, kind).toBe('scaleout');
  }
});

test('every selector finds the pods', () => {
  const labels = deployment.spec.template.metadata.labels;
  const [apart] = pod.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution;
  const budget = read<Deployment>('poddisruptionbudget.yaml').spec.selector.matchLabels;
  const service = readYaml<{
    readonly spec: { readonly selector: Labels };
    readonly metadata: { readonly labels: Labels };
  }>(`${folder}/service.yaml`);
  const selectors = [
    deployment.spec.selector.matchLabels,
    apart.labelSelector.matchLabels,
    budget,
    service.spec.selector,
  ];
  for (const selector of selectors) expect(labels).toMatchObject(selector);
  const monitor = read<Deployment>('servicemonitor.yaml').spec.selector.matchLabels;
  expect(service.metadata.labels).toMatchObject(monitor);
  expect(selectors.concat(monitor).every((selector) => Object.keys(selector).length > 0)).toBe(true);
});

test('two replicas are apart, and an update needs no third place', () => {
  expect(deployment.spec.replicas).toBe(2);
  expect(deployment.spec.strategy.rollingUpdate).toEqual({ maxSurge: 0, maxUnavailable: 1 });
  expect(read('poddisruptionbudget.yaml')).toMatchObject({ spec: { maxUnavailable: 1 } });
});

test('probes and services name the port on which watch listens', () => {
  const [port] = container.ports;
  expect(container.args).toContain(`0.0.0.0:${port?.containerPort}`);
  for (const probe of [container.startupProbe, container.livenessProbe]) {
    expect(probe.httpGet).toEqual({ path: '/healthz', port: port?.name });
  }
  expect(read('service.yaml')).toMatchObject({ spec: { ports: [{ name: port?.name, targetPort: port?.name }] } });
  expect(read('servicemonitor.yaml')).toMatchObject({ spec: { endpoints: [{ port: port?.name, path: '/metrics' }] } });
  const token = container.args[container.args.indexOf('--token-file') + 1];
  const url = `http://127.0.0.1:${port?.containerPort}/readyz`;
  expect(container.readinessProbe.exec?.command).toEqual(['node', '/app/deploy/healthcheck.mjs', url, token]);
});

test('the containers have no rights and a root that cannot be written', () => {
  expect(pod).toMatchObject({
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
  });
  expect(container).toMatchObject({
    securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    resources: {
      requests: { memory: expect.any(String), cpu: expect.any(String) },
      limits: { memory: expect.any(String) },
    },
  });
  const writable = container.volumeMounts.filter(({ readOnly }) => readOnly !== true).map(({ mountPath }) => mountPath);
  expect(writable).toEqual([container.env.find(({ name }) => name === 'SCALEOUT_HISTORY')?.value, '/tmp']);
});

test('every volume is mounted as a whole folder, and every mount has a volume', () => {
  const mounted = container.volumeMounts.map(({ name }) => name);
  expect(mounted).toEqual(pod.volumes.map(({ name }) => name));
  expect(container.volumeMounts.filter(({ subPath }) => subPath !== undefined)).toEqual([]);
});

test('the topology of the ConfigMap is good, and all it names is mounted', async () => {
  const config = read<ConfigMap>('configmap.yaml');
  expect(pod.volumes.find(({ name }) => name === 'topology')?.configMap?.name).toBe(config.metadata.name);
  const path = `${mountOf('topology')?.mountPath}/`;
  expect(container.args[1]?.startsWith(path)).toBe(true);
  await using place = await temporaryFolder();
  const file = await place.write('topology.yaml', config.data[container.args[1]?.slice(path.length) ?? ''] ?? '');
  const loaded = await loadTopology(file);
  const secret = read<Secret>('secret.example.yaml');
  const volume = pod.volumes.find(({ name }) => name === 'secrets')?.secret;
  expect(volume).toEqual({ secretName: secret.metadata.name, defaultMode: 0o440 });
  const token = container.args[container.args.indexOf('--token-file') + 1];
  const there = Object.keys(secret.stringData).map((key) => `${mountOf('secrets')?.mountPath}/${key}`);
  expect([...secretFilesOf(loaded), token].sort()).toEqual(there.sort());
  const access = loaded.topology?.access as { readonly knownHosts?: string };
  expect(Object.keys(config.data)).toContain(access.knownHosts?.slice(place.path.length + 1));
  const credentials = { name: secret.metadata.name, key: 'watch-token' };
  expect(read('servicemonitor.yaml')).toMatchObject({ spec: { endpoints: [{ authorization: { credentials } }] } });
});

test('the example of the Secret has no values and is not applied', () => {
  expect(Object.values(read<Secret>('secret.example.yaml').stringData).join('')).toBe('');
  const { resources } = readYaml<{ readonly resources: readonly string[] }>(`${folder}/kustomization.yaml`);
  const others = ['kustomization.yaml', 'secret.example.yaml', 'servicemonitor.yaml'];
  expect([...resources, ...others].sort()).toEqual(readdirSync(join(project, folder)).sort());
  expect(readProjectFile('docs/running.md')).toContain('create secret generic scaleout-secrets');
});

const kubectl = spawnSync('kubectl', ['version', '--client']).status === 0;

test.skipIf(!kubectl)('kubectl (where it is installed) puts the manifests together', () => {
  const { status, stdout, stderr } = spawnSync('kubectl', ['kustomize', join(project, folder)], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const kinds = (yamlDocuments(stdout) as readonly Manifest[]).map(({ kind }) => kind);
  expect(kinds.sort()).toEqual(['ConfigMap', 'Deployment', 'Namespace', 'PodDisruptionBudget', 'Service']);
});
