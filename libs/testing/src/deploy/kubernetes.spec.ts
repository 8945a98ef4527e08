import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { APPS, CONFIG_KINDS } from '#contracts';
import { describeWithKustomize, render, type Labels, type Manifest } from './manifests.js';
import { lets, type End } from './network.js';

const OWNERS = APPS.filter((app) => app !== 'console');
const CALLS_OUT = ['intake', 'enrichment', 'research', 'delivery'];
const configuration = readFileSync('docs/configuration.md', 'utf8');
const operations = readFileSync('docs/operations.md', 'utf8');
const documents = (text: string, name: string): boolean => new RegExp(`\`[^\`\n]*\\b${name}\\b`).test(text);

for (const overlay of ['small', 'production']) {
  describeWithKustomize(`deploy/kubernetes/overlays/${overlay}`, () => {
    const all = render(`deploy/kubernetes/overlays/${overlay}`);
    const of = (kind: string): Manifest[] => all.filter((manifest) => manifest.kind === kind);
    const named = (kind: string, name: string): Manifest => of(kind).find(({ metadata }) => metadata.name === name)!;
    const started = [...of('Deployment'), ...of('Job')];
    const pods = started.map(({ spec }) => spec.template.spec);
    const containers = pods.flatMap(({ containers: ones, initContainers = [] }) => [...ones, ...initContainers]);
    const generated = (prefix: string): Manifest => of('ConfigMap').find(({ metadata }) => metadata.name.startsWith(prefix))!;

    it('runs every app, and nothing else', () => {
      expect(of('Deployment').map(({ metadata }) => metadata.name).sort()).toEqual(APPS.map((app) => `leadwright-${app}`).sort());
      expect(all.filter(({ kind, metadata }) => kind !== 'Namespace' && metadata.namespace !== 'leadwright')).toEqual([]);
    });

    it.each(APPS)('%s has its command, its Secret, its Service, its probes and its end', (app) => {
      const { spec } = named('Deployment', `leadwright-${app}`);
      const { containers: [container], serviceAccountName, terminationGracePeriodSeconds } = spec.template.spec;
      const probe = (path: string) => expect.objectContaining({ httpGet: { path, port: 'http' } });
      expect(container).toMatchObject({
        command: ['node', `dist/apps/${app}/src/main.js`], ports: [{ name: 'http', containerPort: 3000 }],
        envFrom: expect.arrayContaining([{ secretRef: { name: 'leadwright-shared' } }, { secretRef: { name: `leadwright-${app}` } }]),
        startupProbe: probe('/healthz'), livenessProbe: probe('/healthz'), readinessProbe: probe('/readyz'),
      });
      expect(container.lifecycle).toBeUndefined();
      expect({ serviceAccountName, terminationGracePeriodSeconds }).toEqual({ serviceAccountName: `leadwright-${app}`, terminationGracePeriodSeconds: 35 });
      const { selector, ports } = named('Service', `leadwright-${app}`).spec;
      expect(ports).toEqual([expect.objectContaining({ port: 3000, targetPort: 'http' })]);
      // The Service finds the app's pods and nobody else's: not those of its migration either.
      const found = started.filter(({ spec: { template } }) => Object.entries(selector as Labels).every(([key, value]) => template.metadata.labels[key] === value));
      expect(found.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([`Deployment leadwright-${app}`]);
      expect(spec.selector.matchLabels).toEqual(selector);
    });

    it('has a Job for the schema of each app and one for the topics, by the same image', () => {
      const commands = of('Job').map(({ spec }) => { const [{ command, args = [] }] = spec.template.spec.containers; return [...command, ...args].join(' '); });
      expect(commands.sort()).toEqual([...APPS.map((app) => `node dist/apps/${app}/src/main.js --migrate`), 'node dist/libs/messaging/src/kafka/topics-main.js'].sort());
      for (const { spec } of of('Job')) expect(spec).toMatchObject({ backoffLimit: expect.any(Number), template: { spec: { restartPolicy: 'OnFailure' } } });
      expect(new Set(containers.map(({ image }) => image)).size).toBe(1);
    });

    it('runs as nobody, on a root that is read only, within limits, without a token of the cluster', () => {
      for (const container of containers) {
        expect(container.securityContext).toEqual({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } });
        expect(container.resources).toEqual({ requests: { cpu: expect.any(String), memory: expect.any(String) }, limits: { cpu: expect.any(String), memory: expect.any(String) } });
        expect(container.image).toMatch(/^registry\.example\/leadwright(:\d+\.\d+\.\d+|@sha256:[0-9a-f]{64})$/);
      }
      for (const pod of pods) {
        expect(pod).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false, securityContext: { runAsNonRoot: true, runAsUser: expect.any(Number), seccompProfile: { type: 'RuntimeDefault' } } });
        expect(of('ServiceAccount').find(({ metadata }) => metadata.name === pod.serviceAccountName)).toMatchObject({ automountServiceAccountToken: false });
        for (const { name } of pod.containers[0].volumeMounts) expect(pod.volumes.map((volume: { name: string }) => volume.name)).toContain(name);
      }
    });

    it('mounts the five documents and the directory', () => {
      const config = generated('leadwright-config-');
      expect(Object.keys(config.data!).sort()).toEqual([...CONFIG_KINDS.map((kind) => `${kind}.yaml`), 'directory.csv'].sort());
      for (const { spec } of of('Deployment')) expect(spec.template.spec.volumes).toContainEqual({ name: 'config', configMap: { name: config.metadata.name } });
    });

    it('sets only what docs/configuration.md explains, and no secret', () => {
      const literal = containers.flatMap(({ env = [] }) => (env as { name: string }[]).map(({ name }) => name));
      const names = [...literal, ...['leadwright-environment-', 'leadwright-hooks-'].flatMap((prefix) => Object.keys(generated(prefix).data!))];
      expect(names.filter((name) => !documents(configuration, name.replace(/_FILE$/, '')))).toEqual([]);
      expect(names.filter((name) => /(KEY|TOKEN|SECRET|PASSWORD|DATABASE_URL)$/.test(name))).toEqual([]);
      expect(of('Secret')).toEqual([]);
      for (const app of OWNERS) expect(generated('leadwright-environment-').data).toMatchObject({ MODE: 'distributed', [`${app.toUpperCase()}_URL`]: `http://leadwright-${app}:3000` });
    });

    it('names only Secrets that docs/operations.md tells of', () => {
      const used = [
        ...containers.flatMap(({ envFrom = [] }) => envFrom.flatMap(({ secretRef }: { secretRef?: { name: string } }) => secretRef?.name ?? [])),
        ...pods.flatMap(({ volumes }) => volumes.flatMap(({ secret }: { secret?: { secretName: string } }) => secret?.secretName ?? [])),
        ...of('Ingress').flatMap(({ spec }) => spec.tls.map(({ secretName }: { secretName: string }) => secretName)),
      ];
      expect(used).toEqual(expect.arrayContaining([...APPS.map((app) => `leadwright-${app}`), 'leadwright-admin']));
      expect([...new Set(used)].filter((name) => !documents(operations, name))).toEqual([]);
    });

    it('has two doors: /hooks to intake, and another host to console', () => {
      const doors = of('Ingress').flatMap(({ spec }) => spec.rules).map(({ host, http: { paths: [{ path, backend }] } }) => [host, path, backend.service.name]);
      expect(doors).toEqual(expect.arrayContaining([['hooks.rimewell.example', '/hooks', 'leadwright-intake'], ['leads.rimewell.example', '/', 'leadwright-console']]));
      expect(doors).toHaveLength(2);
    });

    const policies = of('NetworkPolicy');
    const labelsOf = (name: string): Labels => started.find(({ metadata }) => metadata.name === name)!.spec.template.metadata.labels;
    const ends: Readonly<Record<string, End>> = {
      ...Object.fromEntries(started.map(({ metadata: { name } }) => [name.replace('leadwright-', ''), { pod: labelsOf(name) }])),
      servers: { namespace: { 'leadwright/data': 'true' } }, names: { namespace: { 'kubernetes.io/metadata.name': 'kube-system' } },
      ingress: { namespace: { 'kubernetes.io/metadata.name': 'ingress-nginx' } }, neighbour: { namespace: { 'kubernetes.io/metadata.name': 'default' } },
      internet: { address: '203.0.113.7' }, internet6: { address: '2001:db8::7' }, metadata: { address: '169.254.169.254' }, private: { address: '10.1.2.3' },
    };
    const may = (from: string, to: string, port: number, protocol?: string): boolean => lets(policies, ends[from]!, ends[to]!, port, protocol);
    const setUp = [...APPS.map((app) => `migrate-${app}`), 'topics'];

    it.each([...APPS, ...setUp])('%s reaches Kafka, the database and names', (name) => {
      expect([9092, 9093, 3306].map((port) => may(name, 'servers', port))).toEqual([true, true, true]);
      expect(may(name, 'names', 53, 'UDP')).toBe(true);
      expect(may(name, 'neighbour', 3306)).toBe(false);
    });

    it('lets console call the owners, and nobody else anybody', () => {
      const calls = APPS.flatMap((from) => APPS.filter((to) => to !== from && may(from, to, 3000)).map((to) => `${from} ${to}`));
      expect(calls).toEqual(OWNERS.map((owner) => `console ${owner}`));
      expect(APPS.filter((app) => may('neighbour', app, 3000))).toEqual([]);
    });

    it('lets the way in end at intake and console', () => expect(APPS.filter((app) => may('ingress', app, 3000))).toEqual(['intake', 'console']));

    it('lets out only who calls out, and nobody to addresses inside', () => {
      for (const to of ['internet', 'internet6']) {
        expect(APPS.filter((app) => may(app, to, 443))).toEqual(CALLS_OUT);
        expect(APPS.filter((app) => may(app, to, 80))).toEqual(['research']);
        expect(APPS.filter((app) => may(app, to, 587))).toEqual(['delivery']);
      }
      expect([...APPS, ...setUp].filter((name) => [80, 443].some((port) => may(name, 'metadata', port) || may(name, 'private', port)))).toEqual([]);
    });

    if (overlay === 'small') {
      it('is one of each', () => expect(of('Deployment').map(({ spec }) => spec.replicas ?? 1)).toEqual(APPS.map(() => 1)));
      it('asks nothing of the cluster that not every one has', () => expect([...of('ScaledObject'), ...of('HorizontalPodAutoscaler'), ...of('PodDisruptionBudget')]).toEqual([]));
    } else {
      const scaled = (kind: string, app: string): Manifest | undefined => of(kind).find(({ spec }) => spec.scaleTargetRef.name === `leadwright-${app}`);

      it.each(APPS)('%s: two or more replicas, by exactly one autoscaler, one away at a time', (app) => {
        const lag = scaled('ScaledObject', app)?.spec;
        const cpu = scaled('HorizontalPodAutoscaler', app)?.spec;
        expect(lag === undefined).not.toBe(cpu === undefined);
        expect(lag?.minReplicaCount ?? cpu?.minReplicas).toBeGreaterThanOrEqual(2);
        expect(named('Deployment', `leadwright-${app}`).spec.replicas).toBeUndefined();
        const budget = named('PodDisruptionBudget', `leadwright-${app}`).spec;
        expect(budget).toEqual({ maxUnavailable: 1, selector: { matchLabels: named('Service', `leadwright-${app}`).spec.selector } });
      });

      it('counts what waits in the group of each worker', () => {
        const kafka = ({ spec }: Manifest) => spec.triggers.find(({ type }: { type: string }) => type === 'kafka');
        const groups = of('ScaledObject').map((scaler) => [scaler.spec.scaleTargetRef.name, kafka(scaler).metadata, kafka(scaler).authenticationRef.name]);
        expect(groups).toEqual(['assignment', 'delivery', 'enrichment', 'research'].map((app) =>
          [`leadwright-${app}`, expect.objectContaining({ consumerGroup: app, bootstrapServersFromEnv: 'KAFKA_BROKERS' }), of('TriggerAuthentication')[0]!.metadata.name]));
      });
    }
  });
}
