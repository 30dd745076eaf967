package org.testamur.assessment.reference;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.testamur.platform.consumer.IncomingRecords;
import org.testamur.platform.membership.HeardMemberships;
import org.testamur.platform.membership.MembershipProjection;

/** Keeps who works for which institution, and as what. Next is {@link HeardMemberships}. */
@ApplicationScoped
class MembershipConsumer implements MembershipProjection {

    private final HeardMemberships heard;
    private final IncomingRecords incoming;

    MembershipConsumer(HeardMemberships heard, IncomingRecords incoming) {
        this.heard = heard;
        this.incoming = incoming;
    }

    @Incoming("assessment.memberships")
    @Blocking("consumers")
    CompletionStage<Void> take(Message<ConsumerRecords<byte[], byte[]>> poll) {
        return incoming.take(this, poll);
    }

    @Override
    public String name() {
        return "assessment.memberships";
    }

    @Override
    public HeardMemberships memberships() {
        return heard;
    }
}
