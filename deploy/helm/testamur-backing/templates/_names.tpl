{{- define "backing.labels" -}}
app.kubernetes.io/part-of: testamur
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimAll "-_." }}
{{- with .Values.labels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Where pods may stand, as an affinity: operators' resources take no node selector alike. */}}
{{- define "backing.nodeAffinity" -}}
nodeAffinity:
  requiredDuringSchedulingIgnoredDuringExecution:
    nodeSelectorTerms:
      - matchExpressions:
          {{- range $label, $value := .Values.nodeSelector }}
          - {key: {{ $label | quote }}, operator: In, values: [{{ $value | quote }}]}
          {{- end }}
{{- end -}}

{{/* (root, spread): what Strimzi's pods have in common. */}}
{{- define "backing.strimziPod" -}}
{{- $v := .root.Values -}}
{{- if or $v.nodeSelector $v.tolerations $v.pullSecrets .spread -}}
template:
  pod:
    {{- with $v.pullSecrets }}
    imagePullSecrets:
      {{- range . }}
      - name: {{ . | quote }}
      {{- end }}
    {{- end }}
    {{- if $v.nodeSelector }}
    affinity:
      {{- include "backing.nodeAffinity" .root | nindent 6 }}
    {{- end }}
    {{- with $v.tolerations }}
    tolerations:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    {{- with .spread }}
    topologySpreadConstraints:
      {{- toYaml . | nindent 6 }}
    {{- end }}
{{- end -}}
{{- end -}}

{{/* (root, components): the pods of services. */}}
{{- define "backing.services" -}}
- podSelector:
    matchLabels: {app.kubernetes.io/name: testamur}
    {{- with .components }}
    matchExpressions:
      - {key: app.kubernetes.io/component, operator: In, values: {{ . | toJson }}}
    {{- end }}
  {{- with .root.Values.network.servicesNamespace }}
  namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: {{ . | quote }}}}
  {{- end }}
{{- end -}}

{{- define "backing.serviceNames" -}}
["catalog", "enrolment", "assessment", "issuance", "verification"]
{{- end -}}


{{/* Data outlives the release: operators delete volumes and topics with the resources that stand for them. */}}
{{- define "backing.keep" -}}
helm.sh/resource-policy: keep
{{- end -}}
