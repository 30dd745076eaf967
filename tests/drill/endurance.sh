# runs the tests tagged endurance, which take too long for every run (MODULE,... to run those of some modules)
modules=${1:-$(with_integration_tests | paste -sd,)}
# The broker and the signing process that tests start are nobody's dependency.
verify -pl "platform/broker,signer,$modules" -am -Dspotless.check.skip -Dquarkus.build.skip=true -Dgroups=endurance -DexcludedGroups=
