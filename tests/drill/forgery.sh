# moves, renames and repeats members of signed credentials: no answer may be better than that to the original
drill_tests verification-service ForgeryDrill ${TESTAMUR_SEED:+"-Dtestamur.seed=$TESTAMUR_SEED"}
