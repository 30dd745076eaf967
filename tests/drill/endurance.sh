# runs the tests tagged endurance, which take too long for every run (MODULE,... to run those of some modules)
modules=${1:-$(with_integration_tests | paste -sd,)}
verify -pl "$modules" -am -Dspotless.check.skip -Dquarkus.build.skip=true -Dgroups=endurance -DexcludedGroups=
