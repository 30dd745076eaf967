package org.testamur.platform.tenancy;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * States on whose behalf the current work runs. It is set on the database connection when a transaction begins. A
 * change of access applies to later transactions, never to an open one.
 *
 * @param only the ids of what the work is limited to, such as achievements; null: not limited
 */
public record Access(
        Actor actor,
        @Nullable String tenant,
        @Nullable UUID person,
        @Nullable UUID partner,
        @Nullable Set<UUID> only) {

    /** The tenant of work that concerns all institutions. */
    static final String EVERY_TENANT = "*";

    private static final Access NONE = new Access(Actor.NONE, null, null, null, null);
    private static final Access PUBLIC = new Access(Actor.PUBLIC, null, null, null, null);
    private static final Access EVERYWHERE = new Access(Actor.SYSTEM, EVERY_TENANT, null, null, null);
    private static final ScopedValue<Access> CURRENT = ScopedValue.newInstance();

    public static Access none() {
        return NONE;
    }

    public static Access open() {
        return PUBLIC;
    }

    public static Access staff(UUID tenant) {
        return new Access(Actor.STAFF, tenant.toString(), null, null, null);
    }

    /** Staff who see of the institution only what concerns these ids. */
    static Access staff(UUID tenant, @Nullable Set<UUID> only) {
        return new Access(Actor.STAFF, tenant.toString(), null, null, only == null ? null : Set.copyOf(only));
    }

    public static Access self(UUID person) {
        return new Access(Actor.SELF, null, person, null, null);
    }

    public static Access partner(UUID partner) {
        return new Access(Actor.PARTNER, null, null, partner, null);
    }

    /** The service itself, for one institution. */
    public static Access system(UUID tenant) {
        return new Access(Actor.SYSTEM, tenant.toString(), null, null, null);
    }

    /** The service itself, for all institutions. */
    public static Access everywhere() {
        return EVERYWHERE;
    }

    public static Access current() {
        if (CURRENT.isBound()) {
            return CURRENT.get();
        }
        ArcContainer container = Arc.container();
        if (container == null || !container.requestContext().isActive()) {
            return NONE;
        }
        return container.select(Caller.class).get().access();
    }

    /** Runs the work with this access; transactions that it begins see what this access may see. */
    public <T> T call(Callable<T> work) {
        return ScopedValue.where(CURRENT, this).call(() -> {
            try {
                return work.call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    public void run(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }
}
