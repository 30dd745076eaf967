# has a second instance come and go and the broker killed and started, under load: each fact is taken once and in order (SECONDS)
# The broker that the tests start is nobody's dependency, so Maven would not lay it out by itself.
verify -q -Dspotless.check.skip -pl platform/broker -am -DskipTests
drill_tests platform RebalancesDrill "-Dtestamur.drill.seconds=${1:-120}"
