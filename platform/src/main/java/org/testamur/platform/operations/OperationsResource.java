package org.testamur.platform.operations;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.consumer.Consumers;
import org.testamur.platform.health.HealthView;
import org.testamur.platform.health.InstanceHealth;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Serves the operator's requests to a running service; each service gives it a path of its own. */
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed("operator")
@ActingAs(Actor.SYSTEM)
public abstract class OperationsResource {

    private final Consumers consumers;
    private final Republication republication;
    private final InstanceHealth health;

    /** @param facts how many were appended */
    public record Republished(String topic, long facts) {}

    public record Rebuilding(String consumer, boolean rebuilding) {}

    /** @param redriven how many dead letters are tried again */
    public record Resumed(String consumer, int redriven) {}

    /** @param redriven how many dead letters are tried again */
    public record Redriven(int redriven) {}

    /** @param discarded how many records were dropped */
    public record Discarded(int discarded) {}

    @Inject
    protected OperationsResource(Consumers consumers, Republication republication, InstanceHealth health) {
        this.consumers = consumers;
        this.republication = republication;
        this.health = health;
    }

    @GET
    @Path("/health")
    @Operation(
            summary = "Show the health of this instance",
            description =
                    "Role: operator. Liveness, readiness, degraded states and the heartbeats of background work, of"
                            + " the instance that answers. A degraded state does not keep the instance from answering"
                            + " reads; docs/runbooks/health.md says what to do about each.")
    public HealthView readHealth() {
        return health.view();
    }

    @POST
    @Path("/topics/{topic}/republication")
    @Operation(
            summary = "Republish all facts of a topic",
            description =
                    "Role: operator. Appends the present state of every aggregate to the outbox. Receivers ignore what"
                            + " they have.")
    public Republished republishTopic(@PathParam("topic") String topic) {
        long facts = republication
                .topic(topic)
                .orElseThrow(() ->
                        Refusal.notFound("topic", "This service tells the topics " + republication.topics() + "."));
        return new Republished(topic, facts);
    }

    @POST
    @Path("/projections/{consumer}/rebuild")
    @Operation(summary = "Rebuild a projection from its topic", description = """
        Role: operator. Reads its topic again from the beginning, beside what is read of the projection, and then
        removes what is no longer in the topic. Causes no effect. Asked for while a rebuild is under way, another
        one follows. An instance that ends is replaced by another.""")
    public Rebuilding rebuildProjection(@PathParam("consumer") String consumer) {
        if (!consumers.rebuild(consumer)) {
            throw Refusal.notFound("projection", "No projection has this name.");
        }
        return new Rebuilding(consumer, true);
    }

    @GET
    @Path("/consumers")
    @Operation(
            summary = "Show the state of this instance's consumers",
            description =
                    "Role: operator. Which of them have stopped, since when and why; which are rebuilt; how far behind"
                            + " they are.")
    public List<Consumers.State> listConsumers() {
        return consumers.states();
    }

    @POST
    @Path("/consumers/{consumer}/resume")
    @Operation(summary = "Resume a stopped consumer", description = """
        Role: operator. A consumer stops when records of 20 keys in a row die of the same failure. It goes on
        where it stopped, on every instance within a second, and the dead letters of that failure are tried again,
        in the order of their keys. One that has not stopped is left as it is.""")
    public Resumed resumeConsumer(@PathParam("consumer") String consumer) {
        int redriven = consumers
                .resume(consumer)
                .orElseThrow(() -> Refusal.notFound("consumer", "No consumer of this service has this name."));
        return new Resumed(consumer, redriven);
    }

    @POST
    @Path("/dead-letters/redrive")
    @Operation(
            summary = "Redeliver dead letters",
            description =
                    "Role: operator. In the order of each key, then the records behind them. Without parameters: all.")
    public Redriven redriveDeadLetters(
            @QueryParam("consumer") @Nullable String consumer, @QueryParam("key") @Nullable String key) {
        return new Redriven(consumers.redrive(consumer, key));
    }

    @POST
    @Path("/dead-letters/{consumer}/{key}/discard")
    @Operation(
            summary = "Discard a dead letter",
            description = "Role: operator. Drops the first dead record of the key; the records behind it go on.")
    public Discarded discardDeadLetter(@PathParam("consumer") String consumer, @PathParam("key") String key) {
        int discarded = consumers.discard(consumer, key);
        if (discarded == 0) {
            throw Refusal.notFound("dead-letter", "No dead record of this key stands first.");
        }
        return new Discarded(discarded);
    }
}
