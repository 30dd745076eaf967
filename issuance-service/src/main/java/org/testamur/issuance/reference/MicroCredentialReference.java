package org.testamur.issuance.reference;

import java.util.UUID;

/** Names the micro-credential version that a result waits for. */
public final class MicroCredentialReference {

    public static final String KIND = "micro-credential version";

    private MicroCredentialReference() {}

    public static String id(UUID microCredential, int number) {
        return microCredential + "/" + number;
    }
}
