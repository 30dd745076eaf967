{{/* (root, service, values, migration): the environment, as the service's configuration reads it. */}}
{{- define "testamur.environment" -}}
{{- $v := .root.Values -}}
{{- $database := .values.database -}}
- {name: QUARKUS_HTTP_HOST, value: 0.0.0.0}
- {name: QUARKUS_HTTP_PORT, value: {{ .service.port | quote }}}
- {name: QUARKUS_MANAGEMENT_PORT, value: {{ .service.managementPort | quote }}}
- {name: QUARKUS_SHUTDOWN_TIMEOUT, value: {{ printf "%dS" (int $v.termination.shutdownSeconds) }}}
- name: QUARKUS_DATASOURCE_JDBC_URL
  value: {{ printf "jdbc:postgresql://%s:%d/%s?sslmode=%s%s" (include "testamur.databaseHost" $database) (int $v.database.port) $database.name $v.database.tls (eq $v.database.tls "verify-full" | ternary "&sslrootcert=/etc/testamur/database/ca.crt" "") | quote }}
- {name: QUARKUS_DATASOURCE_USERNAME, valueFrom: {secretKeyRef: {name: {{ $database.applicationSecret | quote }}, key: username}}}
- {name: QUARKUS_DATASOURCE_PASSWORD, valueFrom: {secretKeyRef: {name: {{ $database.applicationSecret | quote }}, key: password}}}
{{- if .migration }}
- {name: QUARKUS_FLYWAY_MIGRATE_AT_START, value: "true"}
- {name: QUARKUS_INIT_AND_EXIT, value: "true"}
- {name: QUARKUS_FLYWAY_USERNAME, valueFrom: {secretKeyRef: {name: {{ $database.ownerSecret | quote }}, key: username}}}
- {name: QUARKUS_FLYWAY_PASSWORD, valueFrom: {secretKeyRef: {name: {{ $database.ownerSecret | quote }}, key: password}}}
{{- else }}
- {name: QUARKUS_FLYWAY_MIGRATE_AT_START, value: "false"}
{{- end }}
- {name: KAFKA_BOOTSTRAP_SERVERS, value: {{ $v.kafka.bootstrapServers | quote }}}
{{- if and (eq $v.kafka.protocol "SASL_SSL") (not .migration) }}
- {name: KAFKA_SECURITY_PROTOCOL, value: SASL_SSL}
- {name: KAFKA_SASL_MECHANISM, value: SCRAM-SHA-512}
- {name: KAFKA_SASL_JAAS_CONFIG, valueFrom: {secretKeyRef: {name: {{ printf "%s%s" ($v.kafka.userPrefix | default "") .service.name | quote }}, key: sasl.jaas.config}}}
- {name: KAFKA_SSL_TRUSTSTORE_TYPE, value: PEM}
- {name: KAFKA_SSL_TRUSTSTORE_LOCATION, value: /etc/testamur/kafka/ca.crt}
{{- end }}
- {name: QUARKUS_OIDC_AUTH_SERVER_URL, value: {{ $v.login.internalUrl | quote }}}
- {name: QUARKUS_OIDC_TOKEN_ISSUER, value: {{ include "testamur.issuer" .root | quote }}}
{{- with $v.login.keysPath | default (ternary "/protocol/openid-connect/certs" "" (ne ($v.login.service | default "") "")) }}
- {name: QUARKUS_OIDC_DISCOVERY_ENABLED, value: "false"}
- {name: QUARKUS_OIDC_JWKS_PATH, value: {{ . | quote }}}
{{- end }}
{{- if and $v.login.caSecret (not .migration) }}
- {name: QUARKUS_OIDC_TLS_TLS_CONFIGURATION_NAME, value: login}
- {name: QUARKUS_TLS_LOGIN_TRUST_STORE_PEM_CERTS, value: /etc/testamur/login/ca.crt}
{{- end }}
{{- with $v.login.claims }}
{{- with .memberships }}
- {name: TESTAMUR_CLAIMS_MEMBERSHIPS, value: {{ include "testamur.list" . | quote }}}
{{- end }}
{{- with .patterns }}
- {name: TESTAMUR_CLAIMS_PATTERNS, value: {{ include "testamur.list" . | quote }}}
{{- end }}
{{- with .institution }}
- {name: TESTAMUR_CLAIMS_INSTITUTION, value: {{ . | quote }}}
{{- end }}
{{- with .meanings }}
- {name: TESTAMUR_CLAIMS_MEANINGS, value: {{ include "testamur.list" . | quote }}}
{{- end }}
{{- if .everybodyLearns }}
- {name: TESTAMUR_CLAIMS_EVERYBODY_LEARNS, value: "true"}
{{- end }}
{{- end }}
- {name: TESTAMUR_PUBLIC_URL, value: {{ $v.publicUrl | quote }}}
- {name: TESTAMUR_PROXIES_TRUSTED, value: {{ join "," $v.routing.proxies | quote }}}
- {name: TESTAMUR_RATE_LIMITS_REPLICAS, value: {{ .values.replicas.min | quote }}}
{{- if and $v.tracing.collector (not .migration) }}
- {name: TESTAMUR_TRACING_COLLECTOR, value: {{ $v.tracing.collector | quote }}}
- {name: TESTAMUR_TRACING_SHARE, value: {{ $v.tracing.share | quote }}}
{{- end }}
{{- with $v.crossOrigins }}
- {name: TESTAMUR_CROSS_ORIGIN_ORIGINS, value: {{ join "," . | quote }}}
{{- end }}
{{- if eq .service.name "catalog" }}
{{- with $v.formerPublicUrls }}
- {name: TESTAMUR_CATALOG_FORMER_PUBLIC_URLS, value: {{ join "," . | quote }}}
{{- end }}
{{- else if eq .service.name "enrolment" }}
{{- with $v.login.trustedForNames }}
- {name: TESTAMUR_ENROLMENT_NAMES_TRUSTED_ISSUERS, value: {{ join "," . | quote }}}
{{- end }}
{{- else if eq .service.name "issuance" }}
{{- if not .migration }}{{ include "testamur.signing" .root }}{{ end }}
{{- else if eq .service.name "verification" }}
- {name: TESTAMUR_VERIFICATION_KEY_ENCRYPTION_KEY, valueFrom: {secretKeyRef: {{ $v.secrets.webhookKey | toJson }}}}
{{- with $v.accessibilityContact }}
- {name: TESTAMUR_VERIFICATION_ACCESSIBILITY_CONTACT, value: {{ . | quote }}}
{{- end }}
{{- end }}
{{- if and (eq $v.scaling.by "keda") (eq $v.kafka.protocol "SASL_SSL") }}
{{/* KEDA reads it from here; the service does not. */ -}}
- {name: SCALER_KAFKA_USER, value: {{ printf "%s%s" ($v.kafka.userPrefix | default "") .service.name | quote }}}
{{- end }}
- {name: JAVA_TOOL_OPTIONS, value: {{ $v.javaOptions | quote }}}
{{- end -}}

{{- define "testamur.signing" }}
{{- $s := .Values.signing }}
- {name: TESTAMUR_KEY_ENCRYPTION_KEY, valueFrom: {secretKeyRef: {{ .Values.secrets.keyEncryptionKey | toJson }}}}
{{- if .Values.secrets.previousKeyEncryptionKeys.name }}
- {name: TESTAMUR_PREVIOUS_KEY_ENCRYPTION_KEYS, valueFrom: {secretKeyRef: {{ .Values.secrets.previousKeyEncryptionKeys | toJson }}}}
{{- end }}
- {name: TESTAMUR_CREDENTIAL_ID_KEY, valueFrom: {secretKeyRef: {{ .Values.secrets.credentialIdKey | toJson }}}}
- {name: TESTAMUR_SIGNING_BACKEND, value: {{ $s.backend | quote }}}
{{- if $s.pkcs11.module }}
- {name: TESTAMUR_PKCS11_MODULE, value: {{ $s.pkcs11.module | quote }}}
- {name: TESTAMUR_PKCS11_TOKEN_LABEL, value: {{ $s.pkcs11.tokenLabel | quote }}}
- {name: TESTAMUR_PKCS11_PIN_FILE, value: /etc/testamur/token/pin}
{{- end }}
{{- if $s.remote.clientSecret }}
- {name: TESTAMUR_SIGNER_URL, value: {{ $s.remote.url | default (printf "https://%s-signer:8446" (include "testamur.name" .)) | quote }}}
- {name: TESTAMUR_SIGNER_KEY_STORE, value: /etc/testamur/signer/client.p12}
- {name: TESTAMUR_SIGNER_TRUST_STORE, value: /etc/testamur/signer/signer-ca.p12}
- {name: TESTAMUR_SIGNER_PASSWORD_FILE, value: /etc/testamur/signer/password}
{{- end }}
{{- end -}}

{{/* (root, name): the variables that the chart sets itself, whatever the values, as a JSON array. */}}
{{- define "testamur.ownVariables" -}}
{{- $root := .root -}}{{- $name := .name -}}
{{- $set := list "TESTAMUR_MESSAGING" "TESTAMUR_SERVICE" "QUARKUS_MANAGEMENT_HOST" -}}
{{- range include "testamur.services" $root | fromYamlArray -}}
{{- if eq .name $name -}}
{{- range list true false -}}
{{- $context := dict "root" $root "service" (dict "name" $name "port" 1 "managementPort" 1) "values" (get $root.Values.services $name) "migration" . -}}
{{- range include "testamur.environment" $context | fromYamlArray }}{{ $set = append $set .name }}{{ end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $set | uniq | toJson -}}
{{- end -}}

{{/* (root, service, values, migration) */}}
{{- define "testamur.mounts" -}}
- {name: tmp, mountPath: /tmp}
{{- if eq .root.Values.database.tls "verify-full" }}
- {name: database-ca, mountPath: /etc/testamur/database, readOnly: true}
{{- end }}
{{- if not .migration }}
{{- if eq .root.Values.kafka.protocol "SASL_SSL" }}
- {name: kafka-ca, mountPath: /etc/testamur/kafka, readOnly: true}
{{- end }}
{{- if .root.Values.login.caSecret }}
- {name: login-ca, mountPath: /etc/testamur/login, readOnly: true}
{{- end }}
{{- if eq .service.name "issuance" }}
{{- if .root.Values.signing.pkcs11.module }}
- {name: token-pin, mountPath: /etc/testamur/token, readOnly: true}
{{- end }}
{{- if .root.Values.signing.remote.clientSecret }}
- {name: signer-client, mountPath: /etc/testamur/signer, readOnly: true}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "testamur.volumes" -}}
- name: tmp
  emptyDir: {sizeLimit: 256Mi}
{{- if eq .root.Values.database.tls "verify-full" }}
- name: database-ca
  secret: {secretName: {{ include "testamur.databaseCa" (dict "root" .root "database" .values.database) | quote }}, defaultMode: 0440, items: [{key: ca.crt, path: ca.crt}]}
{{- end }}
{{- if not .migration }}
{{- if eq .root.Values.kafka.protocol "SASL_SSL" }}
- name: kafka-ca
  secret: {secretName: {{ .root.Values.kafka.caSecret | quote }}, defaultMode: 0440, items: [{key: ca.crt, path: ca.crt}]}
{{- end }}
{{- with .root.Values.login.caSecret }}
- name: login-ca
  secret: {secretName: {{ . | quote }}, defaultMode: 0440, items: [{key: ca.crt, path: ca.crt}]}
{{- end }}
{{- if eq .service.name "issuance" }}
{{- with .root.Values.signing.pkcs11 }}
{{- if .module }}
- name: token-pin
  secret: {secretName: {{ .pinSecret.name | quote }}, defaultMode: 0440, items: [{key: {{ .pinSecret.key | quote }}, path: pin}]}
{{- end }}
{{- end }}
{{- with .root.Values.signing.remote.clientSecret }}
- name: signer-client
  secret: {secretName: {{ . | quote }}, defaultMode: 0440, items: [{key: client.p12, path: client.p12}, {key: signer-ca.p12, path: signer-ca.p12}, {key: password, path: password}]}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{/* The restricted profile of the Pod Security Standards. */}}
{{- define "testamur.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ .Values.user | int64 }}
runAsGroup: {{ .Values.user | int64 }}
fsGroup: {{ .Values.user | int64 }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "testamur.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities: {drop: [ALL]}
{{- end -}}

{{/* (root, component): what the pods of all kinds have in common. */}}
{{- define "testamur.pod" -}}
automountServiceAccountToken: false
# Variables of other services' addresses would be read as settings.
enableServiceLinks: false
securityContext:
  {{- include "testamur.podSecurity" .root | nindent 2 }}
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . | quote }}
  {{- end }}
{{- end }}
{{- with .root.Values.priorityClassName }}
priorityClassName: {{ . | quote }}
{{- end }}
{{- with .root.Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* A setting with several values: commas between them, and a backslash before one inside a value. */ -}}
{{- define "testamur.list" -}}
{{- $values := list -}}
{{- range . }}{{ $values = append $values (. | replace "\\" "\\\\" | replace "," "\\,") }}{{ end -}}
{{- join "," $values -}}
{{- end }}
