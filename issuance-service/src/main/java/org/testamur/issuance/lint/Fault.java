package org.testamur.issuance.lint;

import org.testamur.dataintegrity.Finding;

/**
 * States a reason not to sign a credential, at a JSON pointer (RFC 6901).
 *
 * @param pointer where in the credential; empty for the credential as a whole or its key
 */
public record Fault(String pointer, Rule rule, String message) {

    /** What a credential must keep before it is signed, and who says so. */
    public enum Rule {
        /** The JSON Schema of 1EdTech (OB 3.0, AchievementCredential and the data models under it). */
        SCHEMA,
        /** What every credential has, under the names that readers look for (VC 2.0 §4 and §5). */
        DATA_MODEL,
        /** Every term, type and identifier gets into what is signed (VC 2.0 §4.3 Contexts, §4.4 Identifiers, §4.5 Types). */
        SIGNABLE,
        /** The contexts stand in their order, by name, and all are bundled (OB 3.0, AchievementCredential; VC 2.0 §4.3). */
        CONTEXT,
        /** Nulls and empty arrays are left out, and there is no proof yet (OB 3.0, JSON serialisation; VC 2.0 §4.12). */
        FORM,
        /** Identifiers are URLs, and one of them names one thing (VC 2.0 §4.4 Identifiers; OB 3.0, AchievementSubject). */
        IDENTIFIER,
        /** The issuer is the institution that signs (VC 2.0 §4.7 Issuer). */
        ISSUER,
        /** Dates have a zone, are in order, and end no second later than stated (VC 2.0 §4.9 Validity Period; OB 3.0, awardedDate). */
        DATE,
        /** The place is in a list of this institution, inside it and used once (Bitstring Status List 1.0 §2.1; VC 2.0 §4.10). */
        STATUS,
        /** The key is the issuer's, active, and published for assertions (Data Integrity 1.0 §2.3 Proof Purposes; Controlled Identifiers 1.0 §2.3.2). */
        KEY
    }

    /** What would be left out of the signature, by the name that the data integrity library has for it. */
    public static Fault of(Finding finding) {
        return new Fault(finding.pointer(), Rule.SIGNABLE, finding.message() + " (" + finding.kind() + ")");
    }

    @Override
    public String toString() {
        return (pointer.isEmpty() ? "document" : pointer) + ": " + message + " [" + rule + "]";
    }
}
