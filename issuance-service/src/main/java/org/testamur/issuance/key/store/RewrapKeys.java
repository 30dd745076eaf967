package org.testamur.issuance.key.store;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.proof.Envelope;
import org.testamur.issuance.key.backend.KeyEncryptionKeys;
import org.testamur.issuance.key.backend.SigningBackend;

/**
 * Takes every sealed key from an old key-encryption key to the current one. Each step is a transaction of its own and
 * passes over what another instance holds, so it may be stopped at any time, begun again and run side by side.
 */
@ApplicationScoped
public class RewrapKeys {

    private static final Logger LOG = Logger.getLogger(RewrapKeys.class);
    private static final int STEP = 100;

    private final KeyRows rows;
    private final KeyEncryptionKeys keyEncryptionKeys;

    RewrapKeys(KeyRows rows, KeyEncryptionKeys keyEncryptionKeys) {
        this.rows = rows;
        this.keyEncryptionKeys = keyEncryptionKeys;
    }

    /**
     * What was done.
     *
     * @param current the id of the key-encryption key that wraps from now on
     * @param rewrapped keys that it wraps now
     * @param unopened keys that no configured key-encryption key opens
     * @param left keys that it does not wrap yet: those, and what another instance is at
     */
    @Schema(name = "Rewrapped")
    public record Rewrapped(String current, int rewrapped, int unopened, long remaining) {}

    public Rewrapped all() {
        int rewrapped = 0;
        int unopened = 0;
        String after = "";
        while (true) {
            String from = after;
            RewrappedBatch step = QuarkusTransaction.requiringNew().call(() -> step(from));
            rewrapped += step.rewrapped();
            unopened += step.unopened();
            if (step.last() == null) {
                return new Rewrapped(
                        keyEncryptionKeys.currentId(),
                        rewrapped,
                        unopened,
                        QuarkusTransaction.requiringNew().call(this::left));
            }
            after = step.last();
        }
    }

    /** Rows older than the column that names what wraps them. */
    void noteWrappers() {
        for (KeyRows.KeyRow row : rows.unnoted()) {
            SigningBackend.SealedSeed sealed = Objects.requireNonNull(row.kept().sealed());
            try {
                rows.note(
                        row.key().id(),
                        keyEncryptionKeys.wrapperOf(sealed, row.key().id()));
            } catch (Envelope.UnopenableException e) {
                LOG.debugf(
                        "%s is sealed under an unknown key-encryption key",
                        row.key().id());
            }
        }
    }

    /** How many sealed keys the current key-encryption key does not wrap yet; in the caller's transaction. */
    public long left() {
        return rows.countWrappedByOthers(keyEncryptionKeys.currentId());
    }

    private record RewrappedBatch(
            int rewrapped, int unopened, @Nullable String last) {}

    private RewrappedBatch step(String after) {
        List<KeyRows.KeyRow> found = rows.wrappedByOthers(keyEncryptionKeys.currentId(), after, STEP);
        int rewrapped = 0;
        String unopened = null;
        for (KeyRows.KeyRow row : found) {
            SigningBackend.SealedSeed sealed = Objects.requireNonNull(row.kept().sealed());
            try {
                rows.rewrap(
                        row.key().id(),
                        keyEncryptionKeys.rewrap(sealed, row.key().id()));
                rewrapped++;
            } catch (Envelope.UnopenableException e) {
                unopened = row.key().id();
            }
        }
        if (unopened != null) {
            LOG.errorf(
                    "%d keys stay as they are, for example %s: no key-encryption key that is configured opens them",
                    found.size() - rewrapped, unopened);
        }
        return new RewrappedBatch(
                rewrapped,
                found.size() - rewrapped,
                found.isEmpty() ? null : found.getLast().key().id());
    }
}
