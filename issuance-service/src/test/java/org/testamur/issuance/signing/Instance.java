package org.testamur.issuance.signing;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableInstance;
import jakarta.enterprise.inject.Any;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.Optional;
import org.testamur.issuance.key.SigningConfig;
import org.testamur.issuance.key.SigningKeys;
import org.testamur.issuance.key.backend.ElsewhereConfig;
import org.testamur.issuance.key.backend.SigningBackend;
import org.testamur.issuance.key.store.KeyRows;
import org.testamur.issuance.key.store.StoredSigningKeys;

/** Another instance of this service beside the one under test, on the same database. */
public final class Instance {

    private Instance() {}

    /** The keys as an instance sees them that makes new ones elsewhere. */
    public static SigningKeys makingKeysIn(String backend) {
        SigningConfig here = bean(SigningConfig.class);
        SigningConfig.Signing there = () -> backend;
        SigningConfig config = new SigningConfig() {
            @Override
            public Optional<String> keyEncryptionKey() {
                return here.keyEncryptionKey();
            }

            @Override
            public Optional<List<String>> previousKeyEncryptionKeys() {
                return here.previousKeyEncryptionKeys();
            }

            @Override
            public Signing signing() {
                return there;
            }

            @Override
            public Keys keys() {
                return here.keys();
            }
        };
        InjectableInstance<SigningBackend> backends =
                Arc.container().select(SigningBackend.class, Any.Literal.INSTANCE);
        return new StoredSigningKeys(
                bean(KeyRows.class),
                config,
                bean(ElsewhereConfig.class),
                backends.stream().toList(),
                bean(TransactionSynchronizationRegistry.class),
                bean(MeterRegistry.class));
    }

    private static <T> T bean(Class<T> type) {
        return Arc.container().select(type).get();
    }
}
