package org.testamur.issuance.badge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AwardIdentityTest {

    private static final UUID ENROLMENT = UUID.fromString("019aa000-0000-7000-8000-000000000001");
    private final AwardIdentity identity = new AwardIdentity(new byte[32]);

    @Test
    void sameAwardAlwaysGetsTheSameId() {
        assertEquals(identity.credentialId(ENROLMENT, 1), new AwardIdentity(new byte[32]).credentialId(ENROLMENT, 1));
    }

    @Test
    void idsNeverChangeFromOneReleaseToTheNext() {
        assertEquals(UUID.fromString("d8ca38f9-077b-8464-8535-7d5655069486"), identity.credentialId(ENROLMENT, 1));
    }

    @Test
    void idsAreOfVersion8AndOfTheRfcVariant() {
        for (int number = 1; number <= 200; number++) {
            UUID id = identity.credentialId(ENROLMENT, number);
            assertEquals(8, id.version());
            assertEquals(2, id.variant());
        }
    }

    @Test
    void everyAwardAndEveryEnrolmentHasItsOwn() {
        Set<UUID> ids = new HashSet<>();
        for (int number = 1; number <= 100; number++) {
            ids.add(identity.credentialId(ENROLMENT, number));
            ids.add(identity.credentialId(new UUID(ENROLMENT.getMostSignificantBits(), number), 1));
        }
        assertEquals(200, ids.size());
    }

    @Test
    void anotherKeyGivesOtherIds() {
        byte[] other = new byte[32];
        other[5] = 9;
        assertNotEquals(identity.credentialId(ENROLMENT, 1), new AwardIdentity(other).credentialId(ENROLMENT, 1));
        assertNotEquals(identity.fingerprint(), new AwardIdentity(other).fingerprint());
    }

    @Test
    void pseudonymsAndSaltsDifferFromCredentialToCredential() {
        UUID one = identity.credentialId(ENROLMENT, 1);
        UUID two = identity.credentialId(ENROLMENT, 2);
        assertNotEquals(identity.subject(one), identity.subject(two));
        assertNotEquals(identity.salt(one), identity.salt(two));
        assertNotEquals(one, identity.subject(one));
        assertEquals(32, identity.salt(one).length());
        assertEquals(8, identity.subject(one).version());
    }
}
