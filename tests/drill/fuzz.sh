# sends hostile documents to every reader and hostile paths, queries and headers to every operation (SECONDS for each service)
seconds=${1:-120}
drill_tests platform/data-integrity ContextsDrill
# The broker that the tests start is nobody's dependency, so Maven would not lay it out by itself.
verify -q -Dspotless.check.skip -pl "platform/broker,$(IFS=,; echo "${services[*]/%/-service}")" -am -Dtest=NoUnitTestsHere \
  -Dsurefire.failIfNoSpecifiedTests=false '-Dit.test=org.testamur.*.EdgeIT#hostileTextIsAnsweredWithoutAFailure' \
  -Dfailsafe.failIfNoSpecifiedTests=false "-Dtestamur.fuzz.seconds=$seconds"
