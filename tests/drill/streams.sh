# has many people follow their awards by streams at once: the database does not notice while nothing changes, and all are told (STREAMS)
# The broker that the tests start is nobody's dependency, so Maven would not lay it out by itself.
verify -q -Dspotless.check.skip -pl platform/broker -am -DskipTests
drill_tests issuance-service StreamsDrill "-Dtestamur.drill.streams=${1:-2000}"
