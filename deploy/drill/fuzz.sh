# throws hostile documents and requests at every reader (minutes)
drill_tests platform/data-integrity ContextsDrill "$@"
