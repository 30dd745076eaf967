# sends hostile paths, queries and headers to every operation of every service, for minutes (SECONDS for each service)
seconds=${1:-120}
verify -q -Dspotless.check.skip -pl "$(IFS=,; echo "${services[*]/%/-service}")" -am -Dtest=NoUnitTestsHere \
  -Dsurefire.failIfNoSpecifiedTests=false '-Dit.test=org.testamur.*.EdgeIT#hostileTextIsAnsweredWithoutAFailure' \
  -Dfailsafe.failIfNoSpecifiedTests=false "-Dtestamur.fuzz.seconds=$seconds"
