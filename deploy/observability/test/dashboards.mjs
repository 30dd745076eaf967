// Writes Grafana's dashboards: node dashboards.mjs write. Panels are made here, so that all have the same form.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './metrics.mjs';

export const folder = join(root, 'deploy/observability/dashboards');
const datasource = { type: 'prometheus', uid: '${datasource}' };

const target = ([expr, legendFormat = ''], at) => ({ refId: String.fromCharCode(65 + at), datasource, expr, legendFormat, range: true, editorMode: 'code' });

/** Lines over time. Queries are pairs of an expression and a legend. */
const lines = (title, unit, description, ...queries) => ({
  type: 'timeseries',
  title,
  description,
  unit,
  targets: queries.map(target),
  options: { legend: { displayMode: 'list', placement: 'bottom', showLegend: true }, tooltip: { mode: 'multi', sort: 'desc' } },
  custom: { lineWidth: 1, fillOpacity: 5, showPoints: 'never', spanNulls: false },
});

/** One figure, coloured from a value on: [red] where above is bad, or none. */
const figure = (title, unit, description, query, red) => ({
  type: 'stat',
  title,
  description,
  unit,
  targets: [{ ...target(query, 0), range: false, instant: true }],
  options: { colorMode: red === undefined ? 'none' : 'background', graphMode: 'none', reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false }, textMode: 'auto' },
  red,
});

const table = (title, unit, description, query) => ({
  type: 'table',
  title,
  description,
  unit,
  targets: [{ ...target(query, 0), range: false, instant: true, format: 'table' }],
  options: { showHeader: true },
});

/** Panels of a row, side by side; a figure takes half of the height. */
const row = (title, ...panels) => ({ title, panels });

function panel({ unit, custom = {}, red, ...rest }, id, gridPos) {
  const steps = red === undefined ? [{ color: 'text', value: null }] : [{ color: 'green', value: null }, { color: 'red', value: red }];
  return { id, gridPos, datasource, ...rest, fieldConfig: { defaults: { unit, custom, thresholds: { mode: 'absolute', steps } }, overrides: [] } };
}

const variable = (name, label, query) => ({
  name,
  label,
  type: 'query',
  datasource,
  query: { query, refId: name },
  refresh: 2,
  sort: 1,
  multi: true,
  includeAll: true,
  allValue: '.*',
  current: { text: 'All', value: '$__all' },
});

function dashboard(uid, title, description, rows, perService = true) {
  const panels = [];
  let id = 0;
  let y = 0;
  for (const { title: heading, panels: inside } of rows) {
    panels.push({ id: ++id, type: 'row', title: heading, collapsed: false, gridPos: { x: 0, y: y++, w: 24, h: 1 }, panels: [] });
    const h = inside.every(({ type }) => type === 'stat') ? 4 : 8;
    const each = inside.length > 4 ? 3 : inside.length;
    inside.forEach((one, at) => panels.push(panel(one, ++id, { x: (at % each) * (24 / each), y: y + Math.floor(at / each) * h, w: 24 / each, h })));
    y += Math.ceil(inside.length / each) * h;
  }
  return {
    uid: `testamur-${uid}`,
    title: `Testamur: ${title}`,
    description,
    tags: ['testamur'],
    schemaVersion: 39,
    version: 1,
    editable: true,
    graphTooltip: 1,
    refresh: '30s',
    time: { from: 'now-3h', to: 'now' },
    timezone: 'browser',
    annotations: { list: [] },
    links: [{ type: 'dashboards', title: 'Testamur', tags: ['testamur'], asDropdown: true, includeVars: true, keepTime: true, icon: 'external link', targetBlank: false, tooltip: '', url: '' }],
    templating: {
      list: [
        { name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus', refresh: 1, current: {}, hide: 0 },
        ...(perService ? [variable('service', 'Service', 'label_values(up{job="testamur"}, service)')] : []),
      ],
    },
    panels,
  };
}

const S = 'service=~"$service"';
const J = 'job="testamur"';
const VERIFY = 'uri=~"/credentials/verify|/verification/credentials/{id}|/verify/{id}"';
const of = (metric, labels = '') => `${metric}{${[S, labels].filter(Boolean).join(', ')}}`;
const rate = (metric, labels = '') => `rate(${metric}${labels && `{${labels}}`}[$__rate_interval])`;
const quantile = (share, metric, labels = '', by = '') => `histogram_quantile(${share}, sum by (le${by && `, ${by}`}) (${rate(`${metric}_bucket`, labels)}))`;

export const dashboards = () => [
  dashboard('overview', 'overview', 'Whether the platform does what it promises, and what keeps it from that.', [
    row(
      'Promises',
      figure('Verifiable late, 1 h', 'percentunit', 'Share of credentials that took more than 5 s from result to credential, or from there to the record. The objective is 1 % over 30 days.', ['testamur:verifiable_late:ratio_rate1h'], 0.01),
      figure('Verifications answered badly, 1 h', 'percentunit', 'Share of verifications that were answered with a server error or after more than 0.5 s. The objective is 0.5 % over 30 days.', ['testamur:verify_answers_bad:ratio_rate1h'], 0.005),
      figure('Budget left: verifiable', 'percentunit', 'What is left of the error budget by the last 3 days; below 0 more was used than a month allows at that rate.', ['1 - testamur:verifiable_late:ratio_rate3d / 0.01']),
      figure('Budget left: answers', 'percentunit', 'What is left of the error budget by the last 3 days; below 0 more was used than a month allows at that rate.', ['1 - testamur:verify_answers_bad:ratio_rate3d / 0.005']),
    ),
    row(
      'Now',
      figure('Instances', 'short', 'Instances that give their metrics.', [`count(up{${J}, ${S}} == 1)`]),
      figure('Degraded', 'short', 'States that last, each counted once for a service.', [`count(max by (service, what) (${of('testamur_degraded')}) == 1) or vector(0)`], 1),
      figure('Dead letters', 'short', 'Records that wait for an operator, all services together.', [`sum(max by (service) (${of('testamur_dead_letters')}))`], 1),
      figure('Oldest unsent fact', 's', 'The age of the oldest fact that waits in any outbox.', [`max(${of('testamur_outbox_oldest_seconds')})`], 60),
    ),
    row(
      'Alerts',
      table('Alerts that fire', 'short', 'By name, severity and labels; docs/runbooks has a page for each.', ['sum by (alertname, severity, service) (ALERTS{alertname=~"Testamur.*", alertstate="firing"})']),
      table('Degraded states', 'short', 'Which state of which service lasts.', [`max by (service, what) (${of('testamur_degraded')}) == 1`]),
    ),
    row(
      'Requests',
      lines('Requests', 'reqps', 'Answers per second, by service.', [`sum by (service) (${rate('http_server_requests_seconds_count', `${J}, ${S}`)})`, '{{service}}']),
      lines('Server errors', 'percentunit', 'Share of answers that are 5xx; 503 is told on purpose while something is away.', [of('testamur:http_server_errors:ratio_rate5m'), '{{service}}']),
      lines('Answer time, 99 of 100', 's', 'Estimated from the buckets 50 ms, 100 ms, 500 ms and 2.5 s.', [quantile(0.99, 'http_server_requests_seconds', `${J}, ${S}`, 'service'), '{{service}}']),
    ),
    row(
      'From result to verifiable',
      lines('Result to credential', 's', 'Time from a result to its credential in issuance, waits for missing references included.', [quantile(0.5, 'testamur_credential_issue_delay_seconds'), 'half'], [quantile(0.99, 'testamur_credential_issue_delay_seconds'), '99 of 100']),
      lines('Credential to record', 's', 'Time from a credential to its record in verification.', [quantile(0.5, 'testamur_credential_record_delay_seconds'), 'half'], [quantile(0.99, 'testamur_credential_record_delay_seconds'), '99 of 100']),
      lines('Issued', 'cps', 'Credentials issued per second.', [`sum(${rate('testamur_credentials_issued_total')})`, 'issued']),
    ),
  ]),
  dashboard('facts', 'facts on their way', 'Outboxes, consumers, what waits and what died.', [
    row(
      'Out',
      lines('Oldest unsent fact', 's', 'Age of the oldest fact that is committed and not sent.', [`max by (service) (${of('testamur_outbox_oldest_seconds')})`, '{{service}}']),
      lines('Sent', 'cps', 'Facts sent to Kafka per second.', [`sum by (service) (${rate('testamur_outbox_sent_total', S)})`, '{{service}}']),
      lines('Relays that lead', 'short', 'One for each service; 0: nobody sends.', [`sum by (service) (${of('testamur_outbox_leading')})`, '{{service}}']),
      lines('Held keys and topics', 'short', 'What Kafka does not take; others go on.', [`max by (service) (${of('testamur_outbox_held')})`, '{{service}}']),
    ),
    row(
      'In',
      lines('Lag', 'short', 'Records that a consumer has not taken.', [`sum by (consumer) (${of('testamur_consumer_lag_records')})`, '{{consumer}}']),
      lines('Records taken in batches', 'cps', 'Records per second that consumers took in batches.', [`sum by (consumer) (${rate('testamur_consumer_batch_records_sum', S)})`, '{{consumer}}']),
      lines('Time of a batch', 's', 'Mean time of a batch: prepared outside the transaction, written within it.', [`sum by (consumer, phase) (${rate('testamur_consumer_batch_time_seconds_sum', S)}) / sum by (consumer, phase) (${rate('testamur_consumer_batch_time_seconds_count', S)})`, '{{consumer}} {{phase}}']),
      lines('Records at once, at most', 'short', 'Fewer than usual after failures.', [`min by (consumer) (${of('testamur_consumer_batch_limit_records')})`, '{{consumer}}']),
    ),
    row(
      'Waiting and dead',
      lines('Dead letters', 'short', 'Records that wait for an operator.', [`max by (service) (${of('testamur_dead_letters')})`, '{{service}}']),
      lines('Oldest parked record', 's', 'Age of the oldest record that waits for something it refers to.', [`max by (service) (${of('testamur_parked_oldest_seconds')})`, '{{service}}']),
      lines('Deliveries tried again', 'cps', 'Deliveries that failed for the infrastructure, per second.', [`sum by (consumer) (${rate('testamur_consumer_retries_total', S)})`, '{{consumer}}']),
      lines('Unknown values', 'short', 'Values of later releases, read in the most careful way.', [`sum by (consumer, member) (${of('testamur_consumer_unknown_values_total')})`, '{{consumer}} {{member}}']),
    ),
    row(
      'Loops and streams',
      lines('Failures of loops', 'cps', 'Steps of background work that failed, per second.', [`sum by (service, loop) (${rate('testamur_loop_failures_total', S)}) > 0`, '{{service}} {{loop}}']),
      lines('Age of heartbeats', 's', 'The oldest heartbeat of each service; 180 s fails liveness.', [`max by (service) (${of('testamur_loop_heartbeat_age_seconds')})`, '{{service}}']),
      lines('Stopped consumers', 'short', '1 while the consumer has stopped.', [`max by (consumer) (${of('testamur_consumer_stopped')})`, '{{consumer}}']),
      lines('Waiting for a fact', 'short', 'Requests that wait for a fact which they name (Testamur-After).', [`sum by (service) (${of('testamur_after_waiting')})`, '{{service}}']),
    ),
  ]),
  dashboard(
    'issuance',
    'issuance',
    'Awards, documents, keys and status lists.',
    [
      row(
        'Awards',
        lines('Issued and refused', 'cps', 'Credentials issued, and passes that did not become one, per second.', [`sum(${rate('testamur_credentials_issued_total')})`, 'issued'], [`sum(${rate('testamur_credentials_refused_total')})`, 'refused']),
        lines('Changes', 'cps', 'Suspensions, reinstatements, revocations and replacements per second.', [`sum by (kind) (${rate('testamur_credential_changes_total')})`, '{{kind}}']),
        lines('Waiting passes', 's', 'Age of the oldest pass that waits for something it refers to.', ['max(testamur_awards_oldest_waiting_seconds)', 'oldest']),
        lines('Waiting for people', 'short', 'Passes for a registrar, and awards whose base was revoked.', ['max(testamur_awards_waiting_registrar)', 'for a registrar'], ['max(testamur_awards_bases_lost)', 'base lost']),
      ),
      row(
        'Reconciliation',
        lines('Findings', 'short', 'Differences between results and credentials at the last look.', ['max by (kind, why) (testamur_reconciliation_findings)', '{{kind}}: {{why}}']),
        lines('Dead letters of results', 'short', 'Records of results that could not be read.', ['max(testamur_reconciliation_dead_letters)', 'dead letters']),
        lines('Repairs', 'cps', 'Findings that a repair looked at, per second.', [`sum by (outcome) (${rate('testamur_reconciliation_repairs_total')})`, '{{outcome}}']),
      ),
      row(
        'Documents',
        lines('Signed, by the way', 'cps', 'Documents from templates and by the general path, per second.', [`sum by (path) (${rate('testamur_documents_signed_total')})`, '{{path}}']),
        lines('Checking and signing one', 's', 'Checking, canonicalising and signing one document, by the general path.', [quantile(0.5, 'testamur_documents_signing_seconds'), 'half'], [quantile(0.99, 'testamur_documents_signing_seconds'), '99 of 100']),
        lines('Templates', 'short', 'Shapes of documents that are remembered, and mismatches, which are faults.', ['max(testamur_templates_kept)', 'kept'], ['sum(testamur_templates_mismatches_total)', 'mismatches']),
        lines('Checks of templates', 'cps', 'Documents made again by the general path, and those that were left out.', [`sum(${rate('testamur_templates_checked_total')})`, 'checked'], [`sum(${rate('testamur_templates_unchecked_total')})`, 'left out']),
      ),
      row(
        'Keys',
        lines('Keys', 'short', 'Signing keys by state.', ['max by (state) (testamur_signing_keys)', '{{state}}']),
        lines('Keys that cannot sign', 'short', 'As last looked at, by backend.', ['max by (backend) (testamur_signing_keys_unusable)', '{{backend}}'], ['max by (backend) (testamur_signing_calls_held)', 'calls held, {{backend}}']),
        lines('Asking a backend', 's', 'Time of a request for signatures, one or many at a time.', [quantile(0.99, 'testamur_signing_requests_seconds', '', 'backend'), '99 of 100, {{backend}}']),
        lines('Signatures', 'cps', 'Signatures per second, by backend.', [`sum by (backend) (${rate('testamur_signing_signatures_total')})`, '{{backend}}']),
      ),
      row(
        'Ends',
        figure('Oldest active key', 's', 'Age of the oldest key that signs; the rule expects a rotation within a year.', ['max(testamur_signing_keys_oldest_active_seconds)'], 335 * 86400),
        figure('Status lists signed in an hour', 'short', 'Lists that were signed, changed ones and those at half of their validity.', ['sum(increase(testamur_status_lists_published_total[1h]))']),
        figure('First certificate ends in', 's', 'Certificates with which issuance and the signing process know each other.', ['min(testamur_certificate_end_timestamp_seconds) - time()']),
        figure('First status list ends in', 's', 'Unless it is signed again, which happens at half of its validity.', ['min(testamur_status_lists_validity_left_seconds)']),
        figure('Entries left', 'short', 'Entries that the fullest family of status lists has left; the next family begins by itself.', ['min(testamur_status_lists_entries_left)']),
        figure('Keys to wrap anew', 'short', 'Above 0 while the key-encryption key is being changed.', ['max(testamur_signing_keys_rewrap_left)'], 1),
      ),
      row(
        'Status lists',
        lines('Oldest unpublished change', 's', 'Age of the oldest change of status that no published list shows.', ['max(testamur_status_changes_oldest_unpublished_seconds)', 'oldest']),
        lines('Signed and failed', 'cps', 'Status lists signed, and those that could not be, per second.', [`sum(${rate('testamur_status_lists_published_total')})`, 'signed'], [`sum(${rate('testamur_status_lists_failed_total')})`, 'failed']),
        lines('Fullest family', 'percentunit', 'How full the fullest family of lists is that entries are taken from.', ['max(testamur_status_lists_fill_ratio)', 'full']),
        lines('After a compromise', 'short', 'Credentials of compromised keys that are left to be issued anew.', ['max(testamur_key_compromises_credentials_left)', 'left'], ['max(testamur_key_compromises_running)', 'keys']),
      ),
    ],
    false,
  ),
  dashboard(
    'verification',
    'verification and webhooks',
    'Answers about credentials, and what employers are told.',
    [
      row(
        'Answers',
        lines('Verdicts', 'cps', 'Verifications per second, by what was asked and the verdict.', [`sum by (kind, outcome) (${rate('testamur_verifications_total')})`, '{{kind}} {{outcome}}']),
        lines('By the way', 'cps', 'Verifications per second, by the way they took.', [`sum by (path) (${rate('testamur_verifications_total')})`, '{{path}}']),
        lines('Answer time, 99 of 100', 's', 'Estimated from the buckets 50 ms, 100 ms, 500 ms and 2.5 s.', [quantile(0.99, 'http_server_requests_seconds', `${J}, ${VERIFY}`, 'uri'), '{{uri}}']),
        lines('Answered badly', 'percentunit', 'Share of answers that were server errors or took more than 0.5 s.', ['testamur:verify_answers_bad:ratio_rate5m', '5 min'], ['testamur:verify_answers_bad:ratio_rate1h', '1 h']),
      ),
      row(
        'Webhooks',
        lines('Tries', 'cps', 'Tries of deliveries per second, by how they ended.', [`sum by (outcome) (${rate('testamur_webhook_deliveries_total')})`, '{{outcome}}']),
        lines('Oldest due delivery', 's', 'How long the oldest delivery that should have gone out has been due.', ['max(testamur_webhook_oldest_due_seconds)', 'oldest']),
        lines('Outcomes not noted', 'short', 'Tries whose outcome the database has not taken yet.', ['sum by (instance) (testamur_webhook_outcomes_unnoted)', '{{instance}}']),
        lines('Endpoints verified', 'cps', 'Tries to verify that an endpoint wants deliveries, per second.', [`sum by (outcome) (${rate('testamur_webhook_verifications_total')})`, '{{outcome}}']),
      ),
      row(
        'Others',
        lines('Questions about e-mail addresses', 'cps', 'Asked on the page, per second, by the answer.', [`sum by (answer) (${rate('testamur_email_questions_total')})`, '{{answer}}']),
        lines('Deliveries deleted', 'cps', 'Deliveries that ended long ago, deleted per second.', [`sum(${rate('testamur_webhook_deliveries_trimmed_total')})`, 'deleted']),
      ),
    ],
    false,
  ),
  dashboard('resources', 'resources', 'What instances use, and what they run short of.', [
    row(
      'Process',
      lines('CPU', 'percentunit', "Share of the machine's processors that an instance uses.", [`max by (service, instance) (process_cpu_usage{${J}, ${S}})`, '{{service}} {{instance}}']),
      lines('Heap', 'bytes', 'Heap in use.', [`sum by (service, instance) (jvm_memory_used_bytes{${J}, ${S}, area="heap"})`, '{{service}} {{instance}}']),
      lines('Heap after collections', 'percentunit', 'What lives in memory, as a share of what may.', [`max by (service, instance) (jvm_gc_live_data_size_bytes{${J}, ${S}} / jvm_gc_max_data_size_bytes{${J}, ${S}})`, '{{service}} {{instance}}']),
      lines('Time in collections', 'percentunit', 'Share of time that an instance stood still for collections.', [`sum by (service, instance) (${rate('jvm_gc_pause_seconds_sum', `${J}, ${S}`)})`, '{{service}} {{instance}}']),
    ),
    row(
      'Database connections',
      lines('Busy', 'percentunit', 'Connections that a kind of work holds, of its share.', [`max by (service, work) (${of('testamur_connections_busy')} / ${of('testamur_connections_share')})`, '{{service}} {{work}}']),
      lines('Waiting', 'short', 'Threads that wait for a connection; requests give up after 5 s.', [`sum by (service, work) (${of('testamur_connections_waiting')})`, '{{service}} {{work}}']),
    ),
    row(
      'Requests',
      lines('Streams', 'short', 'Streams of events that are open.', [`sum by (service) (${of('testamur_streams_open')})`, '{{service}}']),
      lines('Streams woken', 'cps', 'Changes by which streams were woken, per second.', [`sum by (service) (${rate('testamur_streams_woken_total', S)})`, '{{service}}']),
      lines('Large bodies', 'percentunit', 'Large bodies that are held, as a share of what may be.', [`max by (service) (${of('testamur_large_bodies_admitted_bytes')} / ${of('testamur_large_bodies_most_bytes')})`, '{{service}}'], [`sum by (service) (${rate('testamur_large_bodies_refused_total', S)})`, 'sent away per second, {{service}}']),
      lines('Beyond a limit', 'reqps', 'Requests answered 429, per second.', [`sum by (service) (${rate('testamur_rate_limit_refused_total', S)})`, '{{service}}']),
    ),
    row(
      'Staff',
      lines('Memberships', 'short', 'Memberships of staff that instances hold.', [`max by (service) (${of('testamur_memberships_held')})`, '{{service}}']),
      lines('Age of memberships', 's', 'Since an instance compared them with its database; while it grows, rights that were taken away last.', [`max by (service) (${of('testamur_memberships_age_seconds')})`, '{{service}}']),
    ),
    row(
      'Disks',
      lines('Free on volumes', 'percentunit', "Share of each volume that is free; needs the kubelet's metrics.", ['min by (persistentvolumeclaim) (kubelet_volume_stats_available_bytes{persistentvolumeclaim=~".*testamur.*"} / kubelet_volume_stats_capacity_bytes)', '{{persistentvolumeclaim}}']),
    ),
  ]),
  dashboard(
    'activity',
    'activity',
    'What people and their programs do: catalogue, enrolment and assessment.',
    [
      row(
        'Catalogue',
        lines('Published and ended', 'cps', 'Versions published, micro-credentials closed or retired, per second.', [`sum(${rate('testamur_catalog_versions_published_total')})`, 'published'], [`sum by (state) (${rate('testamur_catalog_micro_credentials_ended_total')})`, '{{state}}']),
        lines('Organisations', 'short', 'Organisations set up since the instances started.', ['sum by (kind) (testamur_catalog_organisations_total)', '{{kind}}']),
        lines('Invitations of staff', 'cps', 'Made and accepted, and codes that were refused, per second.', [`sum by (state) (${rate('testamur_catalog_people_invitations_total')})`, '{{state}}'], [`sum by (why) (${rate('testamur_catalog_people_codes_refused_total')})`, 'refused: {{why}}']),
      ),
      row(
        'Enrolment',
        lines('Enrolments', 'cps', 'Made and withdrawn, per second.', [`sum by (fact) (${rate('testamur_enrolments_total')})`, '{{fact}}']),
        lines('Learners', 'cps', 'Registered, merged and erased, per second.', [`sum(${rate('testamur_learners_registered_total')})`, 'registered'], [`sum(${rate('testamur_learners_merged_total')})`, 'merged'], [`sum(${rate('testamur_learners_erased_total')})`, 'erased']),
        lines('Names and DIDs', 'cps', 'Names confirmed and DIDs proved, per second.', [`sum by (method) (${rate('testamur_names_confirmed_total')})`, 'name, {{method}}'], [`sum by (proof) (${rate('testamur_dids_total')})`, 'DID {{proof}}']),
      ),
      row(
        'Assessment',
        lines('Results', 'cps', 'Revisions of results per second.', [`sum by (change, outcome) (${rate('testamur_results_revised_total')})`, '{{change}} {{outcome}}']),
        lines('Rows of batches', 'cps', 'Rows that were settled, per second.', [`sum by (state) (${rate('testamur_result_batch_rows_total')})`, '{{state}}']),
        lines('Time of a chunk', 's', 'Mean time of one transaction of a batch.', [`sum(${rate('testamur_result_batch_chunk_seconds_sum')}) / sum(${rate('testamur_result_batch_chunk_seconds_count')})`, 'mean']),
        lines('Decisions on oneself', 'cps', 'Attempts to decide on a result or credential of one\'s own, refused, per second.', [`sum(${rate('testamur_results_own_enrolment_refused_total')})`, 'results'], [`sum(${rate('testamur_credentials_own_refused_total')})`, 'credentials']),
      ),
      row(
        'Audit log',
        lines('Noted', 'cps', 'Entries written to the audit logs per second, by service.', [`sum by (service) (${rate('testamur_audit_entries_total')})`, '{{service}}']),
        lines('Waiting', 'short', 'Entries that wait in memory to be written; an instance has room for 20,000.', ['max by (service) (testamur_audit_waiting)', '{{service}}']),
        lines('Failed and missing', 'cps', 'Attempts to write that failed, and entries that are missing, per second.', [`sum by (service) (${rate('testamur_audit_failures_total')})`, 'failed, {{service}}'], [`sum by (service) (${rate('testamur_audit_lost_total')})`, 'missing, {{service}}']),
      ),
    ],
    false,
  ),
];

export const text = (dashboard) => `${JSON.stringify(dashboard, null, 2)}\n`;
export const file = ({ uid }) => join(folder, `${uid}.json`);

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv[2] === 'write') {
  mkdirSync(folder, { recursive: true });
  for (const each of dashboards()) writeFileSync(file(each), text(each));
}
