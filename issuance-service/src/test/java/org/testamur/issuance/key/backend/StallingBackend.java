package org.testamur.issuance.key.backend;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.testamur.dataintegrity.key.Signer;
import org.testamur.issuance.key.KeyNaming;
import org.testamur.issuance.key.store.KeyRows;
import org.testamur.platform.sql.Sql;

/** Answers at all times; but while it stalls, no signature returns. */
@ApplicationScoped
public class StallingBackend implements SigningBackend {

    private final DatabaseBackend database;
    private final KeyRows rows;
    private final Sql sql;
    private final Map<String, SealedSeed> seeds = new ConcurrentHashMap<>();
    private volatile CountDownLatch goesOn = new CountDownLatch(0);

    StallingBackend(DatabaseBackend database, KeyRows rows, Sql sql) {
        this.database = database;
        this.rows = rows;
        this.sql = sql;
    }

    @Override
    public String name() {
        return "stalling";
    }

    @Override
    public NewKey create(KeyNaming naming) {
        throw new AssertionError();
    }

    @Override
    public Signer open(StoredKey key) throws UnusableKeyException {
        Signer signer = database.open(new StoredKey(
                key.keyId(), key.publicKeyMultibase(), null, Objects.requireNonNull(seeds.get(key.keyId()))));
        return message -> {
            try {
                goesOn.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return signer.sign(message);
        };
    }

    public void stall() {
        goesOn = new CountDownLatch(1);
    }

    public void goOn() {
        goesOn.countDown();
    }

    /** Takes over a key that nobody has used, in the caller's transaction. */
    public void adopt(UUID institution) {
        StoredKey key = rows.active(institution).orElseThrow().kept();
        seeds.put(key.keyId(), Objects.requireNonNull(key.sealed()));
        sql.update(
                "update signing_key set backend = 'stalling', reference = 'here', sealed_seed = null,"
                        + " wrapped_data_key = null where key_id = ?",
                key.keyId());
    }

    /** The other way, in the caller's transaction. */
    public void giveBack(UUID institution) {
        StoredKey key = rows.active(institution).orElseThrow().kept();
        SealedSeed seed = Objects.requireNonNull(seeds.get(key.keyId()));
        sql.update(
                "update signing_key set backend = 'database', reference = null, sealed_seed = ?, wrapped_data_key = ?"
                        + " where key_id = ?",
                seed.seed(),
                seed.wrappedDataKey(),
                key.keyId());
    }
}
