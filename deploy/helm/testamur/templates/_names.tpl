{{/* The stem of all names. Two releases whose names begin alike share none. */}}
{{- define "testamur.name" -}}
{{- if gt (len .Release.Name) 30 -}}
{{- printf "%s-%s" (.Release.Name | trunc 21 | trimSuffix "-") (.Release.Name | sha256sum | trunc 8) -}}
{{- else -}}
{{- .Release.Name -}}
{{- end -}}
{{- end -}}

{{/* A version as the value of a label, which has no plus sign. */}}
{{- define "testamur.versionLabel" -}}
{{- . | replace "+" "_" | trunc 63 | trimAll "-_." -}}
{{- end -}}

{{/* (root, component): labels that select, which never change. */}}
{{- define "testamur.selector" -}}
app.kubernetes.io/name: testamur
app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "testamur.labels" -}}
{{ include "testamur.selector" . }}
app.kubernetes.io/part-of: testamur
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
app.kubernetes.io/version: {{ include "testamur.versionLabel" .root.Chart.AppVersion | quote }}
helm.sh/chart: {{ include "testamur.versionLabel" (printf "%s-%s" .root.Chart.Name .root.Chart.Version) }}
{{- with .root.Values.labels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* (root, component): the image by tag or digest. */}}
{{- define "testamur.image" -}}
{{- $image := .root.Values.image -}}
{{- $name := printf "%s%s" $image.prefix .component -}}
{{- if $image.registry }}{{ $name = printf "%s/%s" $image.registry $name }}{{ end -}}
{{- $digest := get ($image.digests | default dict) .component -}}
{{- if $digest -}}
{{ printf "%s@%s" $name $digest | quote }}
{{- else -}}
{{ printf "%s:%s" $name ($image.tag | default .root.Chart.AppVersion | replace "+" "_") | quote }}
{{- end -}}
{{- end -}}

{{- define "testamur.services" -}}
{{ .Files.Get "files/services.yaml" }}
{{- end -}}

{{- define "testamur.host" -}}
{{- trimPrefix "https://" .Values.publicUrl -}}
{{- end -}}

{{/* All hosts as a JSON array of host, certificateSecret. */}}
{{- define "testamur.hosts" -}}
{{- $hosts := list (dict "host" (include "testamur.host" .) "certificateSecret" (.Values.routing.certificateSecret | default "")) -}}
{{- range .Values.domains }}{{ $hosts = append $hosts (dict "host" .host "certificateSecret" (.certificateSecret | default "")) }}{{ end -}}
{{- $hosts | toJson -}}
{{- end -}}

{{/* Paths by backend as a JSON array of name, service, port, paths: the routes of the contracts, and log-in's public ones. */}}
{{- define "testamur.backends" -}}
{{- $root := . -}}
{{- $backends := list -}}
{{- $routes := .Files.Get "files/routes.yaml" | fromYamlArray -}}
{{- range include "testamur.services" . | fromYamlArray -}}
{{- $service := . -}}
{{- $paths := list -}}
{{- range $routes }}{{ if eq .service $service.name }}{{ $paths = append $paths .path }}{{ end }}{{ end -}}
{{- $backends = append $backends (dict "name" .name "service" (printf "%s-%s" (include "testamur.name" $root) .name) "port" .port "paths" $paths) -}}
{{- end -}}
{{- if .Values.login.service -}}
{{- $backends = append $backends (dict "name" "login" "service" .Values.login.service "port" .Values.login.port "paths" (list (include "testamur.realmPath" .) "/auth/resources")) -}}
{{- end -}}
{{- $backends | toJson -}}
{{- end -}}

{{/* The one realm that is public: whoever guesses passwords of others, such as the administrators', does not find them. */}}
{{- define "testamur.realmPath" -}}
{{- $path := trimPrefix .Values.publicUrl (include "testamur.issuer" .) -}}
{{- regexMatch "^/auth/realms/[^/]+$" $path | ternary $path "/auth/realms/testamur" -}}
{{- end -}}

{{- define "testamur.issuer" -}}
{{- .Values.login.issuer | default (printf "%s/auth/realms/testamur" .Values.publicUrl) -}}
{{- end -}}

{{- define "testamur.databaseHost" -}}
{{- if .cluster -}}{{ .cluster }}-rw{{- else -}}{{ .host }}{{- end -}}
{{- end -}}

{{- define "testamur.databaseCa" -}}
{{- .root.Values.database.caSecret | default (printf "%s-ca" .database.cluster) -}}
{{- end -}}
