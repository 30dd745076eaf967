# has second instances come and go and the broker end, under load: each fact is taken once and in order, each pass is one record (SECONDS)
# The broker that the tests start is nobody's dependency, so Maven would not lay it out by itself.
verify -q -Dspotless.check.skip -pl platform/broker -am -DskipTests
drill_tests platform RebalancesDrill "-Dtestamur.drill.seconds=${1:-120}"
end_to_end TwoInstancesDrill -q -Dspotless.check.skip "-Dtestamur.drill.seconds=${1:-120}"
