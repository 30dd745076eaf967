package org.testamur.issuance.key.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;
import org.testamur.dataintegrity.key.Signer;
import org.testamur.issuance.Campus;
import org.testamur.issuance.IssuanceITCase;
import org.testamur.issuance.key.KeyNaming;
import org.testamur.issuance.key.SigningConfig;
import org.testamur.issuance.key.backend.DatabaseBackend;
import org.testamur.issuance.key.backend.ElsewhereConfig;
import org.testamur.issuance.key.backend.KeyEncryptionKeys;
import org.testamur.issuance.key.backend.SigningBackend;
import org.testamur.issuance.signing.Instance;
import org.testamur.platform.problem.TemporarilyUnavailable;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;

@QuarkusTest
class KeysHealthIT extends IssuanceITCase {

    @Inject
    Sql sql;

    @Inject
    KeyRows rows;

    @Inject
    SigningConfig config;

    @Inject
    ElsewhereConfig elsewhere;

    @Inject
    TransactionSynchronizationRegistry transaction;

    /** The same configuration with other key-encryption keys. */
    private record Changed(
            Optional<String> keyEncryptionKey,
            Optional<List<String>> previousKeyEncryptionKeys,
            Signing signing,
            Keys keys)
            implements SigningConfig {}

    /** Another instance. */
    private record Instance(StoredSigningKeys keys, RewrapKeys rewrap, KeysHealth open) {}

    private Instance startedWith(Optional<String> current, String... previous) {
        Changed changed = new Changed(current, Optional.of(Arrays.asList(previous)), config.signing(), config.keys());
        KeyEncryptionKeys keyEncryptionKeys = new KeyEncryptionKeys(changed);
        StoredSigningKeys keys = new StoredSigningKeys(
                rows,
                changed,
                elsewhere,
                List.of(new DatabaseBackend(keyEncryptionKeys)),
                transaction,
                new SimpleMeterRegistry());
        RewrapKeys rewrap = new RewrapKeys(rows, keyEncryptionKeys);
        return new Instance(keys, rewrap, new KeysHealth(keys, rewrap, new SimpleMeterRegistry()));
    }

    private static Campus makeAKey() {
        Campus campus = new Campus(events).tellAll();
        campus.tellResult(1, "passed", 80);
        awaitAward(campus, "issued");
        return campus;
    }

    private static String key(int last) {
        byte[] bytes = new byte[32];
        bytes[31] = (byte) last;
        return Base64.getEncoder().encodeToString(bytes);
    }

    private String present() {
        return config.keyEncryptionKey().orElseThrow();
    }

    @Test
    void startEndsWithOneSentenceWhenTheKeyEncryptionKeyIsAnother() {
        makeAKey();
        KeysHealth start = startedWith(Optional.of(key(0))).open();

        String message =
                String.valueOf(assertThrows(ConfigurationException.class, () -> start.start(new StartupEvent()))
                        .getMessage());

        assertTrue(message.contains("TESTAMUR_KEY_ENCRYPTION_KEY"), message);
        assertTrue(message.contains("TESTAMUR_PREVIOUS_KEY_ENCRYPTION_KEYS"), message);
        assertTrue(message.contains("does not open"), message);
        assertFalse(message.contains("\n"), message);
        assertEquals(HealthCheckResponse.Status.DOWN, start.call().getStatus());
    }

    @Test
    void oneKeyOfManyThatDoesNotOpenKeepsNobodyFromStartingAndIsNamed() {
        makeAKey();
        Campus campus = makeAKey();
        String wrapper = new KeyEncryptionKeys(config).currentId();
        run("update signing_key set wrapped_by = '0000000000000000' where institution_id = ?", campus);
        try {
            KeysHealth other = startedWith(config.keyEncryptionKey()).open();
            other.start(new StartupEvent());
            HealthCheckResponse ready = other.call();
            assertEquals(HealthCheckResponse.Status.UP, ready.getStatus());
            assertEquals(1L, ready.getData().orElseThrow().get("unusable"));
            assertEquals(
                    campus.issuerId() + "#key-1", ready.getData().orElseThrow().get("example"));
        } finally {
            run("update signing_key set wrapped_by = '" + wrapper + "' where institution_id = ?", campus);
        }
    }

    @Test
    void startEndsWithOneSentenceWithoutAKeyEncryptionKey() {
        assertThrows(ConfigurationException.class, () -> startedWith(Optional.empty()));
    }

    @Test
    void startEndsWithOneSentenceWhenAPreviousKeyEncryptionKeyIsNoKey() {
        String message = String.valueOf(
                assertThrows(ConfigurationException.class, () -> startedWith(config.keyEncryptionKey(), "AAAA"))
                        .getMessage());
        assertTrue(message.contains("TESTAMUR_PREVIOUS_KEY_ENCRYPTION_KEYS"), message);
    }

    @Test
    void startEndsWithOneSentenceWhenNewKeysAreToBeMadeNowhere() {
        SigningConfig.Signing elsewhere = () -> "abacus";
        Changed changed = new Changed(config.keyEncryptionKey(), Optional.empty(), elsewhere, config.keys());
        List<SigningBackend> backends = List.of(new DatabaseBackend(new KeyEncryptionKeys(changed)));
        String message = String.valueOf(assertThrows(
                        ConfigurationException.class,
                        () -> new StoredSigningKeys(
                                rows, changed, this.elsewhere, backends, transaction, new SimpleMeterRegistry()))
                .getMessage());
        assertTrue(message.contains("abacus") && message.contains("database"), message);
    }

    @Test
    void anotherInstanceWithTheSameKeyEncryptionKeyOpensEveryKey() {
        makeAKey();
        KeysHealth other = startedWith(config.keyEncryptionKey()).open();
        other.start(new StartupEvent());
        assertEquals(HealthCheckResponse.Status.UP, other.call().getStatus());
    }

    @Test
    void theKeyEncryptionKeyChangesWhileOldAndNewInstancesSign() {
        Campus campus = makeAKey();
        Instance next = startedWith(Optional.of(key(7)), present());
        next.open().start(new StartupEvent());
        byte[] seed = column("sealed_seed", campus);
        byte[] wrapped = column("wrapped_data_key", campus);

        RewrapKeys.Rewrapped there = Access.everywhere().call(next.rewrap()::all);
        try {
            assertTrue(there.rewrapped() >= 1);
            assertEquals(0, there.remaining());
            assertTrue(Arrays.equals(seed, column("sealed_seed", campus)), "the sealed key stays as it is");
            assertFalse(Arrays.equals(wrapped, column("wrapped_data_key", campus)));
            // Who has the new one only starts; who has the old one only does not; who has both, either way round, does.
            startedWith(Optional.of(key(7))).open().start(new StartupEvent());
            startedWith(config.keyEncryptionKey(), key(7)).open().start(new StartupEvent());
            KeysHealth old = startedWith(config.keyEncryptionKey()).open();
            String message =
                    String.valueOf(assertThrows(ConfigurationException.class, () -> old.start(new StartupEvent()))
                            .getMessage());
            assertTrue(
                    message.contains(there.current()), "it names the key-encryption key that is missing: " + message);
            Signer signer = next.keys().active(campus.institution).orElseThrow().signer();
            assertEquals(64, signer.sign(new byte[] {1}).length);
            assertEquals(0, Access.everywhere().call(next.rewrap()::all).rewrapped(), "done is done");
        } finally {
            Access.everywhere()
                    .call(startedWith(config.keyEncryptionKey(), key(7)).rewrap()::all);
        }
        startedWith(config.keyEncryptionKey()).open().start(new StartupEvent());
    }

    @Test
    void whatCannotBeOpenedIsLeftAsItIsAndCounted() {
        Campus campus = makeAKey();
        byte[] wrapped = column("wrapped_data_key", campus);
        RewrapKeys.Rewrapped none =
                Access.everywhere().call(startedWith(Optional.of(key(9))).rewrap()::all);
        assertEquals(0, none.rewrapped());
        assertTrue(none.unopened() >= 1 && none.remaining() >= 1);
        assertTrue(Arrays.equals(wrapped, column("wrapped_data_key", campus)));
    }

    @Test
    void rowsOlderThanTheNoteOfWhatWrapsThemAreOpenedAndNoted() {
        Campus campus = makeAKey();
        run("update signing_key set wrapped_by = null where institution_id = ?", campus);
        Instance other = startedWith(Optional.of(key(7)), present());
        other.open().start(new StartupEvent());
        assertEquals(
                new KeyEncryptionKeys(config).currentId(),
                Access.everywhere()
                        .call(() -> QuarkusTransaction.requiringNew()
                                .call(() -> sql.first(
                                                "select wrapped_by from signing_key where institution_id = ?",
                                                row -> row.getString(1),
                                                campus.institution.toString())
                                        .orElseThrow())));
    }

    @Test
    void aBackendThatIsAwayKeepsNobodyFromStartingAndIsNotReady() {
        makeAKey();
        SigningBackend away = new SigningBackend() {
            @Override
            public String name() {
                return "away";
            }

            @Override
            public NewKey create(KeyNaming naming) {
                throw new TemporarilyUnavailable("the device does not answer");
            }

            @Override
            public Signer open(StoredKey key) {
                throw new TemporarilyUnavailable("the device does not answer");
            }

            @Override
            public Optional<String> fault() {
                return Optional.of("the device does not answer");
            }
        };
        KeyEncryptionKeys keyEncryptionKeys = new KeyEncryptionKeys(config);
        SigningConfig.Signing there = () -> "away";
        StoredSigningKeys keys = new StoredSigningKeys(
                rows,
                new Changed(config.keyEncryptionKey(), Optional.empty(), there, config.keys()),
                elsewhere,
                List.of(new DatabaseBackend(keyEncryptionKeys), away),
                transaction,
                new SimpleMeterRegistry());
        KeysHealth open = new KeysHealth(keys, new RewrapKeys(rows, keyEncryptionKeys), new SimpleMeterRegistry());
        open.start(new StartupEvent());
        assertEquals(HealthCheckResponse.Status.DOWN, open.call().getStatus());
    }

    /** It answers, and signs as long as it is told to. */
    private static final class Place implements SigningBackend {

        boolean signs = true;

        @Override
        public String name() {
            return "place";
        }

        @Override
        public NewKey create(KeyNaming naming) {
            throw new AssertionError();
        }

        @Override
        public Signer open(StoredKey key) {
            return message -> {
                if (!signs) {
                    throw new TemporarilyUnavailable("the place does not sign");
                }
                return new byte[64];
            };
        }
    }

    @Test
    void aPlaceThatAnswersAndDoesNotSignIsNotReady() {
        Campus campus = makeAKey();
        byte[] seed = column("sealed_seed", campus);
        byte[] wrapped = column("wrapped_data_key", campus);
        run(
                "update signing_key set backend = 'place', reference = 'there', sealed_seed = null, wrapped_data_key = null"
                        + " where institution_id = ?",
                campus);
        try {
            Place place = new Place();
            KeyEncryptionKeys keyEncryptionKeys = new KeyEncryptionKeys(config);
            StoredSigningKeys keys = new StoredSigningKeys(
                    rows,
                    config,
                    elsewhere,
                    List.of(new DatabaseBackend(keyEncryptionKeys), place),
                    transaction,
                    new SimpleMeterRegistry());
            KeysHealth open = new KeysHealth(keys, new RewrapKeys(rows, keyEncryptionKeys), new SimpleMeterRegistry());
            assertEquals(HealthCheckResponse.Status.UP, open.call().getStatus());
            place.signs = false;
            HealthCheckResponse down = open.call();
            assertEquals(HealthCheckResponse.Status.DOWN, down.getStatus());
            assertEquals("the place does not sign", down.getData().orElseThrow().get("reason"));
            place.signs = true;
            assertEquals(HealthCheckResponse.Status.UP, open.call().getStatus());
        } finally {
            Access.everywhere()
                    .run(() -> QuarkusTransaction.requiringNew()
                            .run(() -> sql.update(
                                    "update signing_key set backend = 'database', reference = null, sealed_seed = ?,"
                                            + " wrapped_data_key = ? where institution_id = ?",
                                    seed,
                                    wrapped,
                                    campus.institution.toString())));
        }
    }

    private byte[] column(String name, Campus campus) {
        return Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> sql.first(
                                        "select " + name + " from signing_key where institution_id = ?",
                                        row -> row.getBytes(1),
                                        campus.institution.toString())
                                .orElseThrow()));
    }

    private void run(String statement, Campus campus) {
        Access.everywhere()
                .run(() -> QuarkusTransaction.requiringNew()
                        .run(() -> sql.update(statement, campus.institution.toString())));
    }
}
