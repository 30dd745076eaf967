package org.testamur.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation that the services describe, called by somebody of every role, at home and at another institution. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesE2E {

    private static final int AT_ONCE = 8;

    private final Classroom classroom = new Classroom();
    private final Stack stack = classroom.stack;

    /** Somebody, and the roles that their token grants where they stand. */
    private record Persona(Session session, String place, Set<String> roles, boolean known) {

        @Override
        public String toString() {
            return session.who() + place;
        }
    }

    private List<Persona> personas() {
        return List.of(
                at(stack.anybody(), "", false),
                at(stack.machine("outsider"), "", false),
                at(stack.person("olivia"), "", true, "operator"),
                at(stack.person("nora"), "northfield", true, "registrar"),
                at(stack.person("adam"), "northfield", true, "author"),
                at(stack.person("asha"), "northfield", true, "assessor", "learner"),
                at(stack.person("ines"), "northfield", true, "administrator"),
                at(stack.person("aino"), "northfield", true, "auditor"),
                at(stack.person("piet"), "northfield", true, "approver"),
                at(stack.person("mona"), "northfield", true, "moderator"),
                at(stack.person("silas"), "northfield", true, "sponsor"),
                at(stack.person("edda"), "northfield", true, "endorser"),
                at(stack.person("hugo"), "harbour", true, "registrar"),
                at(stack.person("hanna"), "harbour", true, "author"),
                at(stack.person("amir"), "harbour", true, "assessor"),
                at(stack.person("amir"), "northfield", true, "registrar"),
                at(stack.person("lena"), "", true, "learner"),
                at(stack.machine("northfield-sis"), "northfield", true, "assessor", "registrar"),
                at(stack.machine("brightwater-hr"), "", true, "employer"),
                at(stack.person("nora"), "harbour", true),
                at(stack.person("ines"), "harbour", true),
                at(stack.person("aino"), "harbour", true),
                at(stack.person("adam"), "harbour", true),
                at(stack.person("hugo"), "northfield", true),
                at(stack.person("hanna"), "northfield", true));
    }

    private static Persona at(Session session, String slug, boolean known, String... roles) {
        return new Persona(
                slug.isEmpty() ? session : session.at(slug), slug.isEmpty() ? "" : " at " + slug, Set.of(roles), known);
    }

    @ParameterizedTest
    @ValueSource(strings = {"catalog", "enrolment", "assessment", "issuance", "verification"})
    void everyOperationSaysWhoMayCallIt(String service) {
        assertThat(Operation.of(stack, service))
                .isNotEmpty()
                .allSatisfy(operation ->
                        assertThat(operation.roles()).as(operation.toString()).isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"catalog", "enrolment", "assessment", "issuance", "verification"})
    void onlyTheRolesThatAnOperationNamesMayCallIt(String service) throws Exception {
        classroom.learner("lena");
        classroom.learner("asha");
        List<Future<Optional<String>>> asked = new ArrayList<>();
        try (ExecutorService atOnce = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Operation operation : Operation.of(stack, service)) {
                personas().stream()
                        .filter(persona -> !(may(persona, operation) && operation.destroysTheCallersOwn()))
                        .forEach(persona -> asked.add(atOnce.submit(() -> fault(persona, operation))));
            }
        }
        List<String> faults = new ArrayList<>();
        for (Future<Optional<String>> answered : asked) {
            answered.get().ifPresent(faults::add);
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void whoeverWorksAtTwoInstitutionsMustChoose() {
        Classroom.refused(stack.person("amir").get("/assessment/results").send(), 403, "");
        stack.person("amir").at("harbour").get("/assessment/results").send().expect(200);
        stack.person("amir").at("northfield").get("/assessment/results").send().expect(200);
    }

    private static Optional<String> fault(Persona persona, Operation operation) {
        boolean may = may(persona, operation);
        Answer answer = operation.call(persona.session());
        String told = persona + ": " + operation + " answered " + answer.status() + " " + answer.problem();
        if (answer.status() >= 500) {
            return Optional.of(told);
        }
        if (!persona.known() && answer.status() == 401) {
            // A token that is not for us is refused where none is needed, too (RFC 6750 §3.1).
            return may && persona.session().token() == null
                    ? Optional.of(told + ", and is open to anybody")
                    : Optional.empty();
        }
        if (may && (answer.status() == 401 || answer.problem().equals("role-missing"))) {
            return Optional.of(told + ", and may");
        }
        if (!may && answer.status() != 401 && answer.status() != 403) {
            return Optional.of(told + ", and may not");
        }
        return !may && !persona.known() ? Optional.of(told + ", and is not known") : Optional.empty();
    }

    private static boolean may(Persona persona, Operation operation) {
        return operation.roles().contains(Operation.ANYBODY)
                || (persona.known() && operation.roles().contains(Operation.SIGNED_IN))
                || persona.roles().stream().anyMatch(operation.roles()::contains);
    }
}
