# sends hostile documents to every reader and hostile paths, queries and headers to every operation (SECONDS for each service)
seconds=${1:-120}
drill_tests platform/data-integrity ContextsDrill
verify -q -Dspotless.check.skip -pl "$(IFS=,; echo "${services[*]/%/-service}")" -am -Dtest=NoUnitTestsHere \
  -Dsurefire.failIfNoSpecifiedTests=false '-Dit.test=org.testamur.*.EdgeIT#hostileTextIsAnsweredWithoutAFailure' \
  -Dfailsafe.failIfNoSpecifiedTests=false "-Dtestamur.fuzz.seconds=$seconds"
