package org.testamur.assessment.reference;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.consumer.IncomingRecords;
import org.testamur.platform.consumer.UnknownValues;
import org.testamur.platform.event.IncomingEvent;

/** Keeps the institutions; employers have no part in assessment. */
@ApplicationScoped
class OrganisationConsumer implements EventConsumer {

    private static final Set<String> KINDS = Set.of("institution", "employer");

    private final EntityManager entities;
    private final UnknownValues unknown;
    private final IncomingRecords incoming;

    OrganisationConsumer(EntityManager entities, UnknownValues unknown, IncomingRecords incoming) {
        this.entities = entities;
        this.unknown = unknown;
        this.incoming = incoming;
    }

    @Incoming("assessment.organisations")
    @Blocking("consumers")
    CompletionStage<Void> take(Message<ConsumerRecords<byte[], byte[]>> poll) {
        return incoming.take(this, poll);
    }

    @Override
    public String name() {
        return "assessment.organisations";
    }

    @Override
    public String topic() {
        return "catalog.organisations";
    }

    @Override
    public boolean personal() {
        return false;
    }

    @Override
    public Kind kind() {
        return Kind.PROJECTION;
    }

    @Override
    public void accept(IncomingEvent event) {
        Institution known = entities.find(Institution.class, event.key());
        if (event.isTombstone()) {
            if (known != null) {
                entities.remove(known);
            }
            return;
        }
        OrganisationFact told = event.data(OrganisationFact.class);
        if (!unknown.isKnown(name(), "kind", KINDS, told.kind())
                || !"institution".equals(told.kind())
                || told.timeZone() == null) {
            return;
        }
        String timeZone = zone(told.timeZone(), known);
        if (known == null) {
            known = new Institution(told.organisationId(), told.slug(), timeZone);
            entities.persist(known);
        } else {
            known.is(told.slug(), timeZone);
        }
        known.isShownAs(told.name(), told.url(), told.logoUrl());
    }

    /** A zone that this release does not know leaves things as they are; days are counted in UTC while none was known. */
    private String zone(String told, @Nullable Institution known) {
        try {
            return ZoneId.of(told).getId();
        } catch (DateTimeException e) {
            unknown.count(name(), "timeZone");
            return known == null ? ZoneOffset.UTC.getId() : known.timeZone();
        }
    }

    @Override
    public List<Rows> rows() {
        return List.of(new Rows("institution", "id"));
    }

    /** The fields that matter here. */
    record OrganisationFact(
            UUID organisationId,
            @Nullable String kind,
            String slug,
            @Nullable String timeZone,
            @Nullable String name,
            @Nullable String url,
            @Nullable String logoUrl) {}
}
