#!/bin/bash
# Written by deploy/helm/test/compose.mjs; npm run contracts in deploy/helm/test writes it anew.
set -eu
create() { # name partitions settings...
  local name=$1 partitions=$2
  shift 2
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka:9092 --create --if-not-exists --topic "$name" --partitions "$partitions" --replication-factor 1 "$@"
}
create catalog.organisations 1 --config cleanup.policy=compact --config max.compaction.lag.ms=86400000 --config segment.ms=3600000 --config min.cleanable.dirty.ratio=0.1
create catalog.micro-credentials 3 --config cleanup.policy=compact --config max.compaction.lag.ms=86400000 --config segment.ms=3600000 --config min.cleanable.dirty.ratio=0.1
create catalog.memberships 1 --config cleanup.policy=compact --config max.compaction.lag.ms=3600000 --config segment.ms=600000 --config min.cleanable.dirty.ratio=0.01 --config delete.retention.ms=86400000
create enrolment.learners 6 --config cleanup.policy=compact --config max.compaction.lag.ms=3600000 --config segment.ms=600000 --config min.cleanable.dirty.ratio=0.01 --config delete.retention.ms=86400000
create enrolment.enrolments 6 --config cleanup.policy=compact --config max.compaction.lag.ms=86400000 --config segment.ms=3600000 --config min.cleanable.dirty.ratio=0.1
create enrolment.erasures 1 --config cleanup.policy=delete --config retention.ms=-1
create assessment.results 6 --config cleanup.policy=compact --config max.compaction.lag.ms=3600000 --config segment.ms=600000 --config min.cleanable.dirty.ratio=0.01 --config delete.retention.ms=86400000
create issuance.issuers 1 --config cleanup.policy=compact --config max.compaction.lag.ms=86400000 --config segment.ms=3600000 --config min.cleanable.dirty.ratio=0.1
create issuance.credentials 6 --config cleanup.policy=compact --config max.compaction.lag.ms=3600000 --config segment.ms=600000 --config min.cleanable.dirty.ratio=0.01 --config delete.retention.ms=86400000
create verification.records 6 --config cleanup.policy=delete --config retention.ms=31536000000
create catalog.dead-letters 1 --config cleanup.policy=delete --config retention.ms=2592000000
create enrolment.dead-letters 1 --config cleanup.policy=delete --config retention.ms=2592000000
create assessment.dead-letters 1 --config cleanup.policy=delete --config retention.ms=2592000000
create issuance.dead-letters 1 --config cleanup.policy=delete --config retention.ms=2592000000
create verification.dead-letters 1 --config cleanup.policy=delete --config retention.ms=2592000000
