package org.testamur.issuance.signing;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.testamur.dataintegrity.Ed25519;
import org.testamur.dataintegrity.Multikey;
import org.testamur.dataintegrity.Signer;
import org.testamur.issuance.IssuanceConfig;
import org.testamur.issuance.store.Sql;

/** Ed25519 keys in this service's database, each in an envelope, so that any number of instances sign. */
@ApplicationScoped
class EnvelopedSigningKeys implements SigningKeys {

    static final String SETTING = "testamur.issuance.key-encryption-key";
    static final String VARIABLE = "TESTAMUR_KEY_ENCRYPTION_KEY";
    private static final String COLUMNS = "key_id, public_key_multibase, state, valid_from, valid_until,"
            + " wrapped_data_key, sealed_seed from signing_key";

    private final Sql sql;
    private final Clock clock;
    private final Envelope envelope;
    private final Ed25519 ed25519 = Ed25519.fastest();
    private final Map<String, Ed25519.Key> opened = new ConcurrentHashMap<>();

    EnvelopedSigningKeys(Sql sql, Clock clock, IssuanceConfig config) {
        this.sql = sql;
        this.clock = clock;
        this.envelope = new Envelope(Secrets.read(SETTING, VARIABLE, config.keyEncryptionKey()));
    }

    @Override
    public boolean create(UUID institution, String issuerId, int number) {
        String id = issuerId + "#key-" + number;
        Ed25519.Key key = ed25519.generate();
        byte[] seed = key.seed();
        Envelope.Sealed sealed = envelope.seal(seed, id);
        Arrays.fill(seed, (byte) 0);
        return sql.update(
                        """
                        insert into signing_key (key_id, institution_id, number, public_key_multibase, state,
                            wrapped_data_key, sealed_seed, valid_from)
                        values (?, ?, ?, ?, 'active', ?, ?, ?) on conflict do nothing""",
                        id,
                        institution.toString(),
                        number,
                        Multikey.encodePublicKey(key.publicKey()),
                        sealed.wrappedKey(),
                        sealed.secret(),
                        clock.instant().truncatedTo(ChronoUnit.SECONDS))
                == 1;
    }

    @Override
    public Optional<Active> active(UUID institution) {
        return sql.first(
                        "select " + COLUMNS + " where institution_id = ? and state = 'active'",
                        Stored::of,
                        institution.toString())
                .map(stored -> new Active(stored.key(), signer(stored)));
    }

    @Override
    public List<IssuerKey> all(UUID institution) {
        return sql
                .list(
                        "select " + COLUMNS + " where institution_id = ? order by number",
                        Stored::of,
                        institution.toString())
                .stream()
                .map(Stored::key)
                .toList();
    }

    @Override
    public List<String> unusable() {
        return sql.list("select " + COLUMNS + " where state = 'active' order by key_id", Stored::of).stream()
                .filter(stored -> !opened.containsKey(stored.key().id()))
                .filter(stored -> {
                    try {
                        opened.put(stored.key().id(), open(stored));
                        return false;
                    } catch (Envelope.UnopenableException e) {
                        return true;
                    }
                })
                .map(stored -> stored.key().id())
                .toList();
    }

    private Signer signer(Stored stored) {
        return opened.computeIfAbsent(stored.key().id(), id -> {
            try {
                return open(stored);
            } catch (Envelope.UnopenableException e) {
                throw new IllegalStateException("the key " + id + " cannot be opened with " + SETTING, e);
            }
        });
    }

    private Ed25519.Key open(Stored stored) throws Envelope.UnopenableException {
        byte[] seed = envelope.open(stored.sealed(), stored.key().id());
        try {
            Ed25519.Key key = ed25519.fromSeed(seed);
            if (!Multikey.encodePublicKey(key.publicKey()).equals(stored.key().publicKeyMultibase())) {
                throw new Envelope.UnopenableException(
                        new IllegalArgumentException("the published key belongs to another seed"));
            }
            return key;
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    private record Stored(IssuerKey key, Envelope.Sealed sealed) {

        static Stored of(java.sql.ResultSet row) throws java.sql.SQLException {
            return new Stored(
                    new IssuerKey(
                            row.getString("key_id"),
                            row.getString("public_key_multibase"),
                            row.getString("state"),
                            Objects.requireNonNull(Sql.instant(row, "valid_from")),
                            Sql.instant(row, "valid_until")),
                    new Envelope.Sealed(row.getBytes("wrapped_data_key"), row.getBytes("sealed_seed")));
        }
    }
}
