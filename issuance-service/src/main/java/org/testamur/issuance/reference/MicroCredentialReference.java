package org.testamur.issuance.reference;

import java.util.UUID;

/** How a result that waits for a version names it. */
public final class MicroCredentialReference {

    public static final String KIND = "micro-credential version";

    private MicroCredentialReference() {}

    public static String id(UUID microCredential, int number) {
        return microCredential + "/" + number;
    }
}
