{{- define "backing.labels" -}}
app.kubernetes.io/part-of: testamur
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
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
  namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: {{ . }}}}
  {{- end }}
{{- end -}}

{{- define "backing.serviceNames" -}}
["catalog", "enrolment", "assessment", "issuance", "verification"]
{{- end -}}
