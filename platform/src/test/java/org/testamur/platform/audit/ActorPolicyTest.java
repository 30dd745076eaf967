package org.testamur.platform.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.testamur.platform.Sha256;
import org.testamur.platform.tenancy.Actor;

class ActorPolicyTest {

    private static final String ISSUER = "https://id.example/realms/testamur";
    private static final UUID LEARNER = UUID.fromString("0197b2f1-1c2d-7e3f-8a4b-5c6d7e8f9a0b");

    private static ActorPolicy.TokenClaims token(
            String subject, @Nullable String client, @Nullable String user, boolean operator) {
        return new ActorPolicy.TokenClaims(ISSUER, subject, client, user, operator);
    }

    @ParameterizedTest
    @EnumSource(Actor.class)
    void nobodySignedInIsAnonymousInWhateverCapacity(Actor capacity) {
        assertEquals(new AuditActor(AuditActor.Kind.ANONYMOUS, null), ActorPolicy.actor(null, capacity, LEARNER));
    }

    @ParameterizedTest
    @CsvSource({
        "STAFF, false, STAFF",
        "STAFF, true, STAFF",
        "PARTNER, false, EMPLOYER",
        "SYSTEM, true, OPERATOR",
        "SYSTEM, false, PERSON",
        "SELF, false, PERSON",
        "PUBLIC, false, PERSON",
        "NONE, false, PERSON",
        "NONE, true, OPERATOR"
    })
    void aPersonIsNamedByTheHashOfTheLogIn(Actor capacity, boolean operator, AuditActor.Kind kind) {
        AuditActor actor = ActorPolicy.actor(token("asha", "testamur-web", "asha.rao", operator), capacity, null);
        assertEquals(kind, actor.kind());
        assertEquals(Sha256.hex(ISSUER + "#asha"), actor.id());
    }

    @Test
    void aLearnerIsNamedByOurId() {
        assertEquals(
                new AuditActor(AuditActor.Kind.LEARNER, LEARNER.toString()),
                ActorPolicy.actor(token("lena", "testamur-web", "lena", false), Actor.SELF, LEARNER));
    }

    @ParameterizedTest
    @CsvSource({
        "northfield-sis, northfield-sis, , northfield-sis", // RFC 9068
        "d7fc86e9-be75-5141-be8b-7817050d264c, northfield-sis, service-account-northfield-sis, northfield-sis"
    })
    void aClientThatActsForItselfIsNamedByItsId(String subject, String client, @Nullable String user, String expected) {
        for (Actor capacity : Actor.values()) {
            assertEquals(
                    new AuditActor(AuditActor.Kind.CLIENT, expected),
                    ActorPolicy.actor(token(subject, client, user, false), capacity, null));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mallory, testamur-web, service-account-northfield-sis",
        "mallory, , service-account-testamur-web",
        "mallory, testamur-web, testamur-web",
        "testamur-web, , testamur-web"
    })
    void nobodyBecomesAClientByTheirUserName(String subject, @Nullable String client, String user) {
        AuditActor actor = ActorPolicy.actor(token(subject, client, user, false), Actor.STAFF, null);
        assertEquals(AuditActor.Kind.STAFF, actor.kind());
        assertEquals(Sha256.hex(ISSUER + "#" + subject), actor.id());
    }

    @Test
    void aClientWithAnEndlessNameIsNamedByTheHash() {
        String endless = "x".repeat(101);
        assertEquals(
                Sha256.hex(ISSUER + "#" + endless),
                ActorPolicy.actor(token(endless, endless, null, false), Actor.STAFF, null)
                        .id());
    }

    static List<List<Object>> everyCombination() {
        List<List<Object>> all = new ArrayList<>();
        for (Actor capacity : Actor.values()) {
            for (String client : new String[] {"", "testamur-web", "asha.rao@example.org"}) {
                for (String user : new String[] {"", "asha.rao@example.org", "Asha Rao"}) {
                    for (boolean operator : new boolean[] {false, true}) {
                        for (boolean known : new boolean[] {false, true}) {
                            all.add(List.of(capacity, client, user, operator, known));
                        }
                    }
                }
            }
        }
        return all;
    }

    /** Of a person's token neither name nor address nor subject comes into the log, in 216 combinations. */
    @ParameterizedTest
    @MethodSource("everyCombination")
    void noNameAndNoAddressIsKept(List<Object> combination) {
        AuditActor actor = ActorPolicy.actor(
                token(
                        "asha",
                        combination.get(1).toString().isEmpty()
                                ? null
                                : combination.get(1).toString(),
                        combination.get(2).toString().isEmpty()
                                ? null
                                : combination.get(2).toString(),
                        (Boolean) combination.get(3)),
                (Actor) combination.get(0),
                (Boolean) combination.get(4) ? LEARNER : null);
        String kept = String.valueOf(actor.id());
        assertFalse(kept.toLowerCase(java.util.Locale.ROOT).contains("asha"), kept);
        assertFalse(kept.contains("@"), kept);
    }

    @Test
    void theLabelsAreThoseOfTheDatabase() {
        assertEquals(
                List.of("learner", "staff", "operator", "employer", "client", "person", "anonymous", "service"),
                java.util.Arrays.stream(AuditActor.Kind.values())
                        .map(AuditActor.Kind::label)
                        .toList());
        assertNull(new AuditActor(AuditActor.Kind.ANONYMOUS, null).id());
    }
}
