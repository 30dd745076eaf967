# causes what alerts are for, on a stack of its own read by a real Prometheus: each alert fires, and ends with its cause (5 minutes)
prometheus_tools
end_to_end AlertsDrill -q -Dspotless.check.skip
