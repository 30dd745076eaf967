{{/* Values that contradict each other end the rendering with a sentence. */}}
{{- define "testamur.check" -}}
{{- $v := .Values -}}
{{- $host := include "testamur.host" . -}}

{{- if not (regexMatch "^[a-z][a-z0-9-]*$" .Release.Name) -}}
{{- fail (printf "The release is called %s, and its name begins the names of Services: a letter first, then letters, digits and hyphens." .Release.Name) -}}
{{- end -}}
{{- range $label, $value := $v.labels -}}
{{- if has $label (list "app.kubernetes.io/name" "app.kubernetes.io/instance" "app.kubernetes.io/component" "app.kubernetes.io/part-of" "app.kubernetes.io/managed-by" "app.kubernetes.io/version" "helm.sh/chart") -}}
{{- fail (printf "labels.%s is a label that the chart sets." $label) -}}
{{- end -}}
{{- end -}}
{{- if hasKey ($v.podAnnotations | default dict) "testamur.org/settings" }}{{ fail "podAnnotations.testamur.org/settings is an annotation that the chart sets." }}{{ end -}}

{{- if eq $v.image.tag "latest" -}}
{{- fail "image.tag is latest: nobody could say what runs, or go back to it. Name a version, or use image.digests." -}}
{{- end -}}
{{- if and $v.image.tag $v.image.digests -}}
{{- fail "image.tag and image.digests both say what runs: set one of them." -}}
{{- end -}}
{{- $images := list "catalog" "enrolment" "assessment" "issuance" "verification" -}}
{{- if $v.signer.enabled }}{{ $images = append $images "signer" }}{{ end -}}
{{- if $v.image.digests -}}
{{- range $images -}}
{{- if not (get $v.image.digests .) }}{{ fail (printf "image.digests lacks %s: name the digest of every image, or none." .) }}{{ end -}}
{{- end -}}
{{- end -}}

{{- $seen := dict $host true -}}
{{- range $v.domains -}}
{{- if hasKey $seen .host }}{{ fail (printf "The host %s stands twice in publicUrl and domains." .host) }}{{ end -}}
{{- $_ := set $seen .host true -}}
{{- end -}}
{{- range $v.formerPublicUrls -}}
{{- if not (hasKey $seen (trimPrefix "https://" .)) }}{{ fail (printf "formerPublicUrls names %s, but nothing leads there: add its host to domains, or issuer ids under it no longer resolve." .) }}{{ end -}}
{{- end -}}

{{- $claims := $v.login.claims | default dict -}}
{{- $alone := list -}}
{{- range $claims.patterns -}}
{{- if and (contains "{role}" .) (not (contains "{institution}" .)) }}{{ $alone = append $alone . }}{{ end -}}
{{- end -}}
{{- if and $alone (not $claims.institution) -}}
{{- fail (printf "login.claims.patterns has %s, which names a role and no institution: set login.claims.institution." (first $alone)) -}}
{{- end -}}
{{- if and $claims.institution (not $alone) -}}
{{- fail "login.claims.institution is for patterns with {role} alone, and login.claims.patterns has none." -}}
{{- end -}}

{{- if not $v.routing.proxies -}}
{{- fail "routing.proxies is empty: all visitors would count as one address and be limited together. Name the addresses or networks of the gateway's pods." -}}
{{- end -}}
{{- range $v.routing.proxies -}}
{{- if hasSuffix "/0" . }}{{ fail (printf "routing.proxies names %s, which is everybody: whoever sends a request could say from where, and be limited as somebody else." .) }}{{ end -}}
{{- end -}}
{{- if eq $v.routing.by "gateway" -}}
{{- if $v.routing.gateway.create -}}
{{- if or $v.routing.gateway.name $v.routing.gateway.namespace $v.routing.gateway.httpsListeners $v.routing.gateway.httpListener -}}
{{- fail "routing.gateway.create makes a Gateway, and name, namespace or listeners name one that exists: choose." -}}
{{- end -}}
{{- if not $v.routing.gateway.className }}{{ fail "routing.gateway.className is empty: name the GatewayClass of the Gateway to make." }}{{ end -}}
{{- else -}}
{{- if or (not $v.routing.gateway.name) (not $v.routing.gateway.httpsListeners) -}}
{{- fail "routing.gateway.create is off: name the Gateway that exists and its listeners (routing.gateway.name, httpsListeners)." -}}
{{- end -}}
{{- if $v.routing.gateway.annotations }}{{ fail "routing.gateway.annotations are for a Gateway that the chart makes, and routing.gateway.create is off." }}{{ end -}}
{{- end -}}
{{- end -}}
{{- if and (eq $v.routing.by "ingress") (not $v.routing.ingress.className) -}}
{{- fail "routing.ingress.className is empty: which controller would serve the Ingress?" -}}
{{- end -}}
{{- $ownCertificates := or (eq $v.routing.by "ingress") $v.routing.gateway.create -}}
{{- range include "testamur.hosts" . | fromJsonArray -}}
{{- if and $ownCertificates (not .certificateSecret) -}}
{{- fail (printf "The host %s has no certificate: set routing.certificateSecret or the domain's certificateSecret." .host) -}}
{{- end -}}
{{- if and (not $ownCertificates) .certificateSecret -}}
{{- fail (printf "The host %s names a certificate, but the Gateway is not the chart's: give it to that Gateway's listener." .host) -}}
{{- end -}}
{{- end -}}

{{- if and (not $v.login.service) (not $v.login.issuer) -}}
{{- fail "login.service is empty, so log-in is elsewhere: set login.issuer." -}}
{{- end -}}
{{- if and $v.network.enabled (not $v.network.gateway) -}}
{{- fail "network.gateway is empty and network policies are on: no request could come in. Name the gateway's pods." -}}
{{- end -}}
{{- if and $v.network.enabled (not $v.login.peers) }}{{ fail "login.peers is empty and network policies are on: services could not read log-in's keys." }}{{ end -}}
{{- if and $v.network.enabled (not $v.kafka.peers) }}{{ fail "kafka.peers is empty and network policies are on: services could not reach Kafka." }}{{ end -}}
{{- if $v.network.enabled -}}
{{- /* What stands in values.yaml are pods of this namespace. */ -}}
{{- $here := printf "(\\.%s(\\.[a-z0-9.-]+)?)?(:[0-9]+)?(/.*)?$" .Release.Namespace -}}
{{- if and (eq (toJson $v.login.peers) "[{\"podSelector\":{\"matchLabels\":{\"app\":\"keycloak\",\"app.kubernetes.io/instance\":\"testamur-keycloak\"}}}]") (not (regexMatch (printf "^https?://testamur-keycloak-service%s" $here) $v.login.internalUrl)) -}}
{{- fail (printf "login.internalUrl is %s, and login.peers are still the pods of testamur-backing in this namespace: name whom services may speak to for log-in's keys." $v.login.internalUrl) -}}
{{- end -}}
{{- if and (eq (toJson $v.kafka.peers) "[{\"podSelector\":{\"matchLabels\":{\"strimzi.io/cluster\":\"testamur\",\"strimzi.io/kind\":\"Kafka\"}}}]") (not (regexMatch (printf "^testamur-kafka-bootstrap%s" $here) $v.kafka.bootstrapServers)) -}}
{{- fail (printf "kafka.bootstrapServers is %s, and kafka.peers are still the pods of testamur-backing in this namespace: name whom services may speak to." $v.kafka.bootstrapServers) -}}
{{- end -}}
{{- include "testamur.checkPort" (dict "what" "kafka.bootstrapServers" "urls" (splitList "," $v.kafka.bootstrapServers) "peers" $v.kafka.peers "setting" "kafka.port" "port" $v.kafka.port) -}}
{{- include "testamur.checkPort" (dict "what" "login.internalUrl" "urls" (list $v.login.internalUrl) "peers" $v.login.peers "setting" "login.peerPort" "port" $v.login.peerPort) -}}
{{- end -}}
{{- if and $v.tracing.collector $v.network.enabled -}}
{{- if not $v.tracing.peers }}{{ fail "tracing.peers is empty and network policies are on: services could not reach the collector." }}{{ end -}}
{{- include "testamur.checkPort" (dict "what" "tracing.collector" "urls" (list $v.tracing.collector) "peers" $v.tracing.peers "setting" "tracing.peerPort" "port" $v.tracing.peerPort) -}}
{{- end -}}
{{- if and (eq $v.kafka.protocol "SASL_SSL") (not $v.kafka.caSecret) -}}
{{- fail "kafka.protocol is SASL_SSL and kafka.caSecret is empty: name the secret with the broker's ca.crt." -}}
{{- end -}}

{{- $lag := $v.scaling.lag -}}
{{- if and (eq $v.scaling.by "keda") (le (int $lag.threshold) (mul $lag.recordsPerSecond $lag.commitSeconds | int)) -}}
{{- fail (printf "scaling.lag.threshold is %d, and an instance takes %d records between two commits: KEDA would take work that is done for lag. Set more." (int $lag.threshold) (mul $lag.recordsPerSecond $lag.commitSeconds | int)) -}}
{{- end -}}
{{- $t := $v.termination -}}
{{- if le (int $t.graceSeconds) (add $t.preStopSeconds $t.shutdownSeconds 15 | int) -}}
{{- fail (printf "termination.graceSeconds is %d: it must be more than preStopSeconds, shutdownSeconds and the 15 seconds in which consumers and relay close, %d in all, or instances are killed in the middle of their work." (int $t.graceSeconds) (add $t.preStopSeconds $t.shutdownSeconds 15 | int)) -}}
{{- end -}}

{{- include "testamur.checkResources" (dict "where" "migrations.resources" "resources" $v.migrations.resources) -}}
{{- include "testamur.checkResources" (dict "where" "signer.resources" "resources" $v.signer.resources) -}}
{{- $databases := dict -}}
{{- range $name, $service := $v.services -}}
{{- include "testamur.checkResources" (dict "where" (printf "services.%s.resources" $name) "resources" $service.resources) -}}
{{- $place := printf "%s/%s" ($service.database.cluster | default $service.database.host) $service.database.name -}}
{{- if hasKey $databases $place -}}
{{- fail (printf "services.%s.database and services.%s.database are both %s: each service has a database of its own." (get $databases $place) $name $place) -}}
{{- end -}}
{{- $_ := set $databases $place $name -}}
{{- if eq $service.database.ownerSecret $service.database.applicationSecret -}}
{{- fail (printf "services.%s.database.ownerSecret and applicationSecret are both %s: a service must not own its tables, or row-level security does not hold." $name $service.database.ownerSecret) -}}
{{- end -}}
{{- if and $service.database.cluster (ne (int $v.database.port) 5432) -}}
{{- fail (printf "database.port is %d, and services.%s.database is CloudNativePG's, which listens at 5432." (int $v.database.port) $name) -}}
{{- end -}}
{{- if gt (int $service.replicas.min) (int $service.replicas.max) -}}
{{- fail (printf "services.%s.replicas.min is above max." $name) -}}
{{- end -}}
{{- if and (eq $v.scaling.by "none") (ne (int $service.replicas.min) (int $service.replicas.max)) -}}
{{- fail (printf "scaling.by is none, and services.%s.replicas has a min and another max: who would choose?" $name) -}}
{{- end -}}
{{- $database := $service.database -}}
{{- if and $database.cluster (or $database.host $database.peers) -}}
{{- fail (printf "services.%s.database names a cluster of CloudNativePG, and a host or peers elsewhere: choose." $name) -}}
{{- end -}}
{{- if and (not $database.cluster) (not $database.host) }}{{ fail (printf "services.%s.database has neither cluster nor host." $name) }}{{ end -}}
{{- if and (not $database.cluster) $v.network.enabled (not $database.peers) -}}
{{- fail (printf "services.%s.database.peers is empty and network policies are on: the service could not reach %s." $name $database.host) -}}
{{- end -}}
{{- if and (eq $v.database.tls "verify-full") (not $database.cluster) (not $v.database.caSecret) -}}
{{- fail (printf "database.tls is verify-full, services.%s.database is not CloudNativePG's, and database.caSecret is empty: by what would the certificate be checked?" $name) -}}
{{- end -}}
{{- range $variable, $value := $service.env -}}
{{- if and (regexMatch "(PASSWORD|PASSPHRASE|SECRET|CREDENTIALS?|TOKEN|_KEY|_KEYS|_PIN|JAAS|JAAS_CONFIG)$" $variable) (not (hasSuffix "_PUBLIC_KEY" $variable)) -}}
{{- fail (printf "services.%s.env.%s looks like a secret: secrets are named, never written in values." $name $variable) -}}
{{- end -}}
{{- if has $variable (include "testamur.ownVariables" (dict "root" $ "name" $name) | fromJsonArray) -}}
{{- fail (printf "services.%s.env.%s is set by the chart from other values." $name $variable) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- $s := $v.signing -}}
{{- $keys := dict -}}
{{- range $use, $key := $v.secrets -}}
{{- if $key.name -}}
{{- $place := printf "%s/%s" $key.name $key.key -}}
{{- if hasKey $keys $place }}{{ fail (printf "secrets.%s and secrets.%s are both %s: each is a key of its own." (get $keys $place) $use $place) }}{{ end -}}
{{- $_ := set $keys $place $use -}}
{{- end -}}
{{- end -}}
{{- if or (eq $s.backend "pkcs11") $s.pkcs11.module -}}
{{- if or (not $s.pkcs11.module) (not $s.pkcs11.tokenLabel) (not $s.pkcs11.pinSecret.name) -}}
{{- fail "signing.backend is pkcs11, or keys of a token are still used: set signing.pkcs11.module, tokenLabel and pinSecret.name." -}}
{{- end -}}
{{- end -}}
{{- if eq $s.backend "remote" -}}
{{- if not $s.remote.clientSecret }}{{ fail "signing.backend is remote: set signing.remote.clientSecret." }}{{ end -}}
{{- if and (not $s.remote.url) (not $v.signer.enabled) }}{{ fail "signing.backend is remote, but there is no signing process: set signing.remote.url or signer.enabled." }}{{ end -}}
{{- end -}}
{{- if and $s.remote.url $v.signer.enabled }}{{ fail "signing.remote.url leads elsewhere, and signer.enabled starts a signing process that nobody would ask: choose." }}{{ end -}}
{{- if and $s.remote.url $v.network.enabled (or (not $s.peers) (not $s.peerPort)) -}}
{{- fail "signing.remote.url leads out of the chart and network policies are on: set signing.peers and peerPort." -}}
{{- end -}}
{{- if and $s.peers (not $s.peerPort) }}{{ fail "signing.peers are named without signing.peerPort: at which port may issuance speak to them?" }}{{ end -}}
{{- if and $s.remote.url $v.network.enabled -}}
{{- include "testamur.checkPort" (dict "what" "signing.remote.url" "urls" (list $s.remote.url) "peers" $s.peers "setting" "signing.peerPort" "port" $s.peerPort) -}}
{{- end -}}
{{- if and $v.signer.enabled (not $s.remote.clientSecret) -}}
{{- fail "signer.enabled starts a signing process, and issuance has no certificate for it: set signing.remote.clientSecret." -}}
{{- end -}}
{{- end -}}

{{/* (what, urls, peers, setting, port): peers outside the cluster are reached at the port that stands in the address. */}}
{{- define "testamur.checkPort" -}}
{{- $outside := true -}}
{{- range .peers }}{{ if not .ipBlock }}{{ $outside = false }}{{ end }}{{ end -}}
{{- if $outside -}}
{{- $it := . -}}
{{- range .urls -}}
{{- $authority := regexReplaceAll "/.*$" (trimPrefix "https://" . | trimPrefix "http://") "" -}}
{{- $port := regexFind ":[0-9]+$" $authority | trimPrefix ":" | default (hasPrefix "http://" . | ternary "80" "443") -}}
{{- if ne (int $port) (int $it.port) -}}
{{- fail (printf "%s leads to port %s, and policies let services speak to port %d: set %s." $it.what $port (int $it.port) $it.setting) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* What a quantity amounts to: 500m is 0.5, 1Ki is 1024. */}}
{{- define "testamur.amount" -}}
{{- $text := . | toJson | trimAll "\"" -}}
{{- $factors := dict "" 1.0 "m" 0.001 "k" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "P" 1e15 "Ki" 1024.0 "Mi" 1048576.0 "Gi" 1073741824.0 "Ti" 1099511627776.0 "Pi" 1125899906842624.0 -}}
{{- mulf (regexFind "^[0-9.]+" $text | float64) (get $factors (regexReplaceAll "^[0-9.]+" $text "")) -}}
{{- end -}}

{{/* (where, resources) */}}
{{- define "testamur.checkResources" -}}
{{- $where := .where -}}{{- $requests := .resources.requests -}}
{{- range $what, $limit := .resources.limits -}}
{{- $request := get $requests $what -}}
{{- if and $request (gt (include "testamur.amount" $request | float64) (include "testamur.amount" $limit | float64)) -}}
{{- fail (printf "%s.requests.%s is %v, above the limit of %v: no pod could be made." $where $what $request $limit) -}}
{{- end -}}
{{- end -}}
{{- end -}}
