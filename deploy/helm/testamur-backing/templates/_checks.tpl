{{/* Values that contradict each other end the rendering with a sentence. */}}
{{- define "backing.check" -}}
{{- $v := .Values -}}
{{- $where := dict -}}
{{- range $cluster := $v.postgres.clusters -}}
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

{{- $brokers := 0 -}}{{- $controllers := 0 -}}
{{- range $v.kafka.pools -}}
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
{{- range $outsider := $v.kafka.outsiders -}}
{{- if has $outsider.name (include "backing.serviceNames" $ | fromJsonArray) }}{{ fail (printf "kafka.outsiders names %s, which is a service." $outsider.name) }}{{ end -}}
{{- range $outsider.topics -}}
{{- if not (has . $topics) }}{{ fail (printf "kafka.outsiders: %s is to read %s, and there is no such topic." $outsider.name .) }}{{ end -}}
{{- end -}}
{{- end -}}
{{- if and $v.network.enabled $v.keycloak.enabled (not $v.network.gateway) -}}
{{- fail "network.gateway is empty and network policies are on: nobody could log in. Name the gateway's pods." -}}
{{- end -}}
{{- if hasSuffix ":latest" $v.keycloak.image }}{{ fail "keycloak.image is tagged latest: nobody could say what runs, or go back to it." }}{{ end -}}
{{- if and $v.keycloak.theme (not $v.keycloak.image) }}{{ fail "keycloak.theme is on, and the operator's image has no theme testamur: name an image that has." }}{{ end -}}
{{- end -}}
