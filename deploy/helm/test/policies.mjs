// What every pod keeps to: the restricted profile of the Pod Security Standards, and rules of our own.

const VOLUMES = ['configMap', 'emptyDir', 'persistentVolumeClaim', 'projected', 'secret', 'downwardAPI', 'csi', 'ephemeral'];
const SECRET = /(PASSWORD|SECRET|_KEY|_KEYS|_PIN|JAAS_CONFIG)$/;

function podOf(object) {
  if (object.kind === 'Deployment' || object.kind === 'Job') return object.spec.template.spec;
  return undefined;
}

export function policyFaults(object) {
  const found = [];
  const fault = (text) => found.push(`${object.kind} ${object.metadata.name}: ${text}`);
  if (object.kind === 'Secret') fault('secrets are named, never made');
  if (object.kind === 'ServiceAccount' && object.automountServiceAccountToken !== false) fault('its account has a token');
  const pod = podOf(object);
  if (!pod) return found;

  if (pod.automountServiceAccountToken !== false) fault('has a token');
  if (!pod.serviceAccountName) fault('has the account default');
  if (pod.enableServiceLinks !== false) fault('addresses of services would be read as settings');
  for (const shared of ['hostNetwork', 'hostPID', 'hostIPC']) if (pod[shared]) fault(shared);
  if (pod.securityContext?.seccompProfile?.type !== 'RuntimeDefault') fault('no seccomp profile');
  for (const volume of pod.volumes) {
    const kind = Object.keys(volume).find((key) => key !== 'name');
    if (!VOLUMES.includes(kind)) fault(`volume ${kind}`);
    if (kind === 'emptyDir' && !volume.emptyDir.sizeLimit) fault('a volume without a limit');
  }
  for (const container of [...(pod.initContainers ?? []), ...pod.containers]) {
    const security = { ...pod.securityContext, ...container.securityContext };
    if (security.runAsNonRoot !== true || !(security.runAsUser > 0)) fault('runs as root');
    if (security.readOnlyRootFilesystem !== true) fault('writes its own image');
    if (security.allowPrivilegeEscalation !== false || security.privileged) fault('may get more privileges');
    if (JSON.stringify(security.capabilities) !== '{"drop":["ALL"]}') fault('has capabilities');
    if (!/(:[\w.-]+|@sha256:[0-9a-f]{64})$/.test(container.image) || container.image.endsWith(':latest')) fault(`image ${container.image}`);
    const { requests, limits } = container.resources ?? {};
    if (!requests?.cpu || !requests?.memory || !limits?.memory) fault('no resources');
    if (!container.volumeMounts.some((mount) => mount.mountPath === '/tmp')) fault('nowhere to write temporary files');
    for (const mount of container.volumeMounts) {
      const volume = pod.volumes.find(({ name }) => name === mount.name);
      if (!volume) fault(`mounts ${mount.name}, which is no volume`);
      else if ((volume.secret || volume.configMap) && mount.readOnly !== true) fault(`may write ${mount.name}`);
    }
    const seen = new Set();
    for (const { name, value } of container.env) {
      if (value !== undefined && SECRET.test(name)) fault(`${name} is written in clear`);
      if (seen.has(name)) fault(`${name} is set twice`);
      seen.add(name);
    }
    if (object.kind === 'Deployment') {
      for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) if (!container[probe]) fault(`no ${probe}`);
      if (!(container.lifecycle?.preStop?.sleep?.seconds > 0)) fault('ends while requests still come');
    }
  }
  if (object.kind === 'Deployment' && !pod.topologySpreadConstraints?.length) fault('may stand on one node');
  if (object.kind === 'Job' && !object.spec.activeDeadlineSeconds) fault('may run for ever');
  return found;
}
