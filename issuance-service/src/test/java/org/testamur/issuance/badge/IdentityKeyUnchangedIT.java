package org.testamur.issuance.badge;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.IssuanceITCase;

@QuarkusTest
class IdentityKeyUnchangedIT extends IssuanceITCase {

    @Inject
    IdentityKeyUnchanged check;

    @Inject
    AwardIdentity identity;

    @Test
    void startEndsUnderAnotherCredentialIdKey() {
        check.check(identity.fingerprint());
        assertThrows(ConfigurationException.class, () -> check.check(new AwardIdentity(new byte[32]).fingerprint()));
    }
}
