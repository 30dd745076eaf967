package org.testamur.dataintegrity.template;

import org.testamur.dataintegrity.key.Base58;
import org.testamur.dataintegrity.key.Signer;

/** Holds the hash and the text of a document rendered from a template, equal to those of the general path. */
public final class Rendering {
    private static final byte[] UNSIGNED_TAIL = {'}'};
    private static final byte[] MULTIBASE = {'z'};
    private static final byte[] SIGNED_TAIL = {'"', '}', '}'};

    private final TemplateText text;
    private final CanonicalTemplate.Lines lines;
    private final SlotValue[] values;

    Rendering(TemplateText text, CanonicalTemplate.Lines lines, SlotValue[] values) {
        this.text = text;
        this.lines = lines;
        this.values = values;
    }

    /** The SHA-256 of the canonical form. */
    public byte[] documentHash() {
        return lines.hash();
    }

    /** The canonical N-Quads, for those who want to compare. */
    public String canonical() {
        return lines.text();
    }

    /** What a signer is to sign: 64 bytes. */
    public byte[] hashData(ProofConfiguration configuration) {
        return configuration.hashData(documentHash());
    }

    /** The JSON text without a proof. */
    public byte[] unsigned() {
        return text.write(values, UNSIGNED_TAIL);
    }

    /** The JSON text with its proof. */
    public byte[] signed(ProofConfiguration configuration, byte[] signature) {
        if (signature.length != 64) {
            throw new IllegalArgumentException("An Ed25519 signature has 64 bytes, not " + signature.length);
        }
        return text.write(values, configuration.head(), MULTIBASE, Base58.encodeAscii(signature), SIGNED_TAIL);
    }

    /** Signs the document here and now. */
    public byte[] sign(ProofConfiguration configuration, Signer signer) {
        return signed(configuration, signer.sign(hashData(configuration)));
    }
}
