{{/* Values that contradict each other end the rendering with a sentence. */}}
{{- define "backing.check" -}}
{{- $v := .Values -}}
{{- range $label, $value := $v.labels -}}
{{- if has $label (list "app.kubernetes.io/part-of" "app.kubernetes.io/instance" "app.kubernetes.io/managed-by" "helm.sh/chart" "strimzi.io/cluster") -}}
{{- fail (printf "labels.%s is a label that the chart sets." $label) -}}
{{- end -}}
{{- end -}}
{{- $where := dict -}}{{- $clusters := dict -}}
{{- range $cluster := $v.postgres.clusters -}}
{{- if hasKey $clusters $cluster.name }}{{ fail (printf "Two clusters of postgres.clusters are called %s." $cluster.name) }}{{ end -}}
{{- $_ := set $clusters $cluster.name true -}}
{{- include "backing.checkResources" (dict "where" (printf "postgres.clusters %s resources" $cluster.name) "resources" $cluster.resources) -}}
{{- if hasKey ($cluster.parameters | default dict) "max_connections" }}{{ fail (printf "postgres.clusters %s has parameters.max_connections: set maxConnections instead." $cluster.name) }}{{ end -}}
{{- range $cluster.databases -}}
{{- if hasKey $where . }}{{ fail (printf "The database %s stands in two clusters, %s and %s: one of them would stay empty." . (get $where .) $cluster.name) }}{{ end -}}
{{- $_ := set $where . $cluster.name -}}
{{- end -}}
{{- with $cluster.recoverFrom -}}
{{- if and .serverName (eq .serverName ($cluster.serverName | default $cluster.name)) -}}
{{- fail (printf "postgres.clusters %s would be recovered from the archive that it then writes over: set another serverName." $cluster.name) -}}
{{- end -}}
{{- if and .targetTime (not .serverName) }}{{ fail (printf "postgres.clusters %s has recoverFrom.targetTime without a serverName to recover from." $cluster.name) }}{{ end -}}
{{- if and .serverName (not $v.postgres.backup.enabled) }}{{ fail (printf "postgres.clusters %s is to be recovered, and postgres.backup, which says from where, is off." $cluster.name) }}{{ end -}}
{{- end -}}
{{- end -}}
{{- range include "backing.serviceNames" . | fromJsonArray -}}
{{- if not (hasKey $where .) }}{{ fail (printf "No cluster of postgres.clusters has the database %s." .) }}{{ end -}}
{{- end -}}
{{- if and $v.keycloak.enabled (not (hasKey $where "keycloak")) }}{{ fail "keycloak.enabled, but no cluster of postgres.clusters has the database keycloak." }}{{ end -}}
{{- if and (not $v.keycloak.enabled) (hasKey $where "keycloak") }}{{ fail "A cluster has the database keycloak, and keycloak.enabled is off." }}{{ end -}}
{{- if and $v.postgres.backup.enabled (not $v.postgres.backup.destinationPath) -}}
{{- fail "postgres.backup is on and has no destinationPath: name the bucket, or switch backups off and know that a lost disk is lost data." -}}
{{- end -}}

{{- $brokers := 0 -}}{{- $controllers := 0 -}}{{- $pools := dict -}}
{{- range $v.kafka.pools -}}
{{- if hasKey $pools .name }}{{ fail (printf "Two pools of kafka.pools are called %s." .name) }}{{ end -}}
{{- $_ := set $pools .name true -}}
{{- include "backing.checkResources" (dict "where" (printf "kafka.pools %s resources" .name) "resources" .resources) -}}
{{- if has "broker" .roles }}{{ $brokers = add $brokers .replicas }}{{ end -}}
{{- if has "controller" .roles }}{{ $controllers = add $controllers .replicas }}{{ end -}}
{{- end -}}
{{- if lt (int $brokers) (int $v.kafka.replication) -}}
{{- fail (printf "kafka.replication is %d and there are %d brokers." (int $v.kafka.replication) (int $brokers)) -}}
{{- end -}}
{{- if gt (int $v.kafka.minInSync) (int $v.kafka.replication) }}{{ fail "kafka.minInSync is above kafka.replication: nothing could be written." }}{{ end -}}
{{- if and (gt (int $v.kafka.replication) 1) (eq (int $v.kafka.minInSync) (int $v.kafka.replication)) -}}
{{- fail "kafka.minInSync equals kafka.replication: one broker that restarts would stop all writes." -}}
{{- end -}}
{{- if not (mod $controllers 2) }}{{ fail (printf "kafka.pools have %d controllers: an even number, or none, has no majority to lose." (int $controllers)) }}{{ end -}}
{{- $topics := list -}}
{{- range .Files.Get "files/topics.yaml" | fromYamlArray }}{{ $topics = append $topics .name }}{{ end -}}
{{- $outsiders := dict -}}
{{- range $outsider := $v.kafka.outsiders -}}
{{- if hasKey $outsiders $outsider.name }}{{ fail (printf "Two of kafka.outsiders are called %s." $outsider.name) }}{{ end -}}
{{- $_ := set $outsiders $outsider.name true -}}
{{- if has (trimPrefix "testamur-" $outsider.name) (include "backing.serviceNames" $ | fromJsonArray) }}{{ fail (printf "kafka.outsiders names %s, which is a service." $outsider.name) }}{{ end -}}
{{- range $outsider.topics -}}
{{- if not (has . $topics) }}{{ fail (printf "kafka.outsiders: %s is to read %s, and there is no such topic." $outsider.name .) }}{{ end -}}
{{- end -}}
{{- end -}}
{{- if and $v.network.enabled $v.keycloak.enabled (not $v.network.gateway) -}}
{{- fail "network.gateway is empty and network policies are on: nobody could log in. Name the gateway's pods." -}}
{{- end -}}
{{- include "backing.checkResources" (dict "where" "keycloak.resources" "resources" $v.keycloak.resources) -}}
{{- $own := list "instances" "image" "db" "hostname" "http" "proxy" "ingress" "additionalOptions" "resources" -}}
{{- if $v.pullSecrets }}{{ $own = append $own "imagePullSecrets" }}{{ end -}}
{{- if or $v.nodeSelector $v.tolerations }}{{ $own = append $own "scheduling" }}{{ end -}}
{{- range $field, $value := $v.keycloak.spec -}}
{{- if has $field $own }}{{ fail (printf "keycloak.spec.%s is set by the chart from other values." $field) }}{{ end -}}
{{- end -}}
{{- if hasSuffix ":latest" ($v.keycloak.image | default "") }}{{ fail "keycloak.image is tagged latest: nobody could say what runs, or go back to it." }}{{ end -}}
{{- if and $v.keycloak.theme (not $v.keycloak.image) }}{{ fail "keycloak.theme is on, and the operator's image has no theme testamur: name an image that has." }}{{ end -}}
{{- end -}}

{{/* What a quantity amounts to: 500m is 0.5, 1Ki is 1024. */}}
{{- define "backing.amount" -}}
{{- $text := . | toJson | trimAll "\"" -}}
{{- $factors := dict "" 1.0 "m" 0.001 "k" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "P" 1e15 "Ki" 1024.0 "Mi" 1048576.0 "Gi" 1073741824.0 "Ti" 1099511627776.0 "Pi" 1125899906842624.0 -}}
{{- mulf (regexFind "^[0-9.]+" $text | float64) (get $factors (regexReplaceAll "^[0-9.]+" $text "")) -}}
{{- end -}}

{{/* (where, resources) */}}
{{- define "backing.checkResources" -}}
{{- $where := .where -}}{{- $requests := .resources.requests -}}
{{- range $what, $limit := .resources.limits -}}
{{- $request := get $requests $what -}}
{{- if and $request (gt (include "backing.amount" $request | float64) (include "backing.amount" $limit | float64)) -}}
{{- fail (printf "%s.requests.%s is %v, above the limit of %v: no pod could be made." $where $what $request $limit) -}}
{{- end -}}
{{- end -}}
{{- end -}}
