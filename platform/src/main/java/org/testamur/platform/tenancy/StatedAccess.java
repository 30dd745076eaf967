package org.testamur.platform.tenancy;

import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Reads what operations state of their access, once: annotations are parsed anew each time they are asked for. */
@ApplicationScoped
class StatedAccess {

    private final Map<ResourceMethod, Stated> stated = new ConcurrentHashMap<>();

    /**
     * What an operation states.
     *
     * @param roles those that it is open to; empty: to all
     */
    record Stated(@Nullable ActingAs acting, Set<String> roles) {}

    Stated of(ResourceInfo resource) {
        return stated.computeIfAbsent(
                new ResourceMethod(resource.getResourceClass(), resource.getResourceMethod()), ResourceMethod::stated);
    }

    /** A method may be inherited by resources that say different things. */
    private record ResourceMethod(Class<?> type, Method method) {

        Stated stated() {
            ActingAs onMethod = method.getAnnotation(ActingAs.class);
            return new Stated(onMethod != null ? onMethod : type.getAnnotation(ActingAs.class), roles());
        }

        /** What stands on the method counts in the place of what stands on its class. */
        private Set<String> roles() {
            RolesAllowed own = method.getAnnotation(RolesAllowed.class);
            boolean open = own == null
                    && (method.isAnnotationPresent(Authenticated.class) || method.isAnnotationPresent(PermitAll.class));
            RolesAllowed counts = own != null || open ? own : type.getAnnotation(RolesAllowed.class);
            return counts == null ? Set.of() : Set.of(counts.value());
        }
    }
}
