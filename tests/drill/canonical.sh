# canonicalises 10,000 graphs whose unnamed nodes tie, beside rdf-canonize from npm (minutes)
need node nodejs
need npm npm
drill_tests platform/data-integrity CanonicalFormDrill "$@"
