package org.testamur.issuance.key.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.key.Multikey;
import org.testamur.issuance.key.IssuerKey;
import org.testamur.issuance.key.KeyDecision;
import org.testamur.issuance.key.KeyNaming;
import org.testamur.issuance.key.SigningConfig;
import org.testamur.issuance.key.SigningKeys;
import org.testamur.issuance.key.backend.BoundedBackend;
import org.testamur.issuance.key.backend.ElsewhereConfig;
import org.testamur.issuance.key.backend.SigningBackend;
import org.testamur.issuance.key.backend.SigningProbe;
import org.testamur.issuance.key.backend.TimedSigner;
import org.testamur.issuance.key.backend.WatchedSigner;
import org.testamur.platform.problem.TemporarilyUnavailable;
import org.testamur.platform.tenancy.Access;

/** Provides signing keys whose rows are in this service's database. Each key's backend keeps its private half. */
@ApplicationScoped
public class StoredSigningKeys implements SigningKeys {

    /** So many keys that fail speak for all of their backend, where none has signed. */
    private static final int SAMPLE = 3;

    private final KeyRows rows;
    private final SigningConfig config;
    private final Map<String, SigningBackend> backends;
    private final TransactionSynchronizationRegistry transaction;
    private final MeterRegistry metrics;
    private final Map<String, OpenedKey> opened = new ConcurrentHashMap<>();
    private final Map<UUID, CachedKey> read = new ConcurrentHashMap<>();

    public StoredSigningKeys(
            KeyRows rows,
            SigningConfig config,
            ElsewhereConfig elsewhere,
            @All List<SigningBackend> backends,
            TransactionSynchronizationRegistry transaction,
            MeterRegistry metrics) {
        this.rows = rows;
        this.config = config;
        this.backends = backends.stream()
                .collect(Collectors.toMap(
                        SigningBackend::name, backend -> BoundedBackend.of(backend, elsewhere, metrics)));
        this.transaction = transaction;
        this.metrics = metrics;
        if (!this.backends.containsKey(config.signing().backend())) {
            throw new ConfigurationException(
                    "testamur.issuance.signing.backend is " + config.signing().backend() + "; it must be one of "
                            + new TreeSet<>(this.backends.keySet()) + ".");
        }
    }

    /** A key that has moved to another backend since is opened there. */
    private record OpenedKey(String backend, WatchedSigner signer) {}

    private record CachedKey(IssuerKey key, WatchedSigner signer, String backend, long at) {

        /** A signer that failed shows that it signs again, before anything is prepared for it. */
        Active active() {
            signer.tryAfterFault(SigningProbe.MESSAGE);
            return new Active(key, signer, backend);
        }
    }

    @Override
    public IssuerKey create(UUID institution, KeyNaming naming, KeyDecision.Make order) {
        SigningBackend backend = backend(config.signing().backend());
        SigningBackend.NewKey made = backend.create(naming);
        String id = naming.id(made.publicKey());
        String multikey = Multikey.encodePublicKey(made.publicKey());
        IssuerKey key = new IssuerKey(
                id, order.number(), multikey, order.state(), order.validFrom(), null, order.signsFrom(), null);
        try {
            byte[] signature = backend.open(new SigningBackend.StoredKey(id, multikey, made.reference(), made.sealed()))
                    .sign(SigningProbe.MESSAGE);
            if (!Ed25519.ofJdk().verify(made.publicKey(), SigningProbe.MESSAGE, signature)) {
                throw new IllegalStateException("the new key " + id + " signs for another");
            }
        } catch (SigningBackend.UnusableKeyException e) {
            throw new TemporarilyUnavailable("the new key " + id + " does not sign: " + e.getMessage(), e);
        }
        rows.insert(institution, key, backend.name(), made);
        return key;
    }

    @Override
    public void change(UUID institution, List<IssuerKey> keys) {
        // Retired before activated: the database lets one key of an institution be active at a time.
        keys.stream().sorted(Comparator.comparing(IssuerKey::state).reversed()).forEach(rows::update);
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    read.remove(institution);
                }
            }
        });
    }

    @Override
    public Optional<Active> active(UUID institution) {
        Optional<CachedKey> fresh = fresh(institution);
        if (fresh.isPresent()) {
            return fresh.map(CachedKey::active);
        }
        long now = System.nanoTime();
        Optional<CachedKey> found = Access.system(institution)
                .call(() -> QuarkusTransaction.requiringNew().call(() -> rows.active(institution)))
                .map(row -> cached(row, now));
        found.ifPresentOrElse(one -> read.put(institution, one), () -> read.remove(institution));
        return found.map(CachedKey::active);
    }

    @Override
    public Optional<Active> activeWithin(UUID institution) {
        // Not kept for others: the caller's transaction may have changed the key, and may still be undone.
        return fresh(institution)
                .or(() -> rows.active(institution).map(row -> cached(row, System.nanoTime())))
                .map(CachedKey::active);
    }

    private CachedKey cached(KeyRows.KeyRow row, long at) {
        return new CachedKey(row.key(), signer(row), row.backend(), at);
    }

    private Optional<CachedKey> fresh(UUID institution) {
        long staleness = config.keys().staleness().toNanos();
        return Optional.ofNullable(read.get(institution)).filter(known -> System.nanoTime() - known.at() < staleness);
    }

    @Override
    public Optional<Active> held(UUID institution) {
        while (true) {
            Optional<KeyRows.KeyRow> row = rows.active(institution);
            if (row.isEmpty()) {
                return Optional.empty();
            }
            rows.shareLock(row.get().key().id());
            // Whoever held it alone has changed it meanwhile.
            if (rows.active(institution)
                    .filter(again -> again.key().equals(row.get().key()))
                    .isPresent()) {
                return row.map(found -> new Active(found.key(), signer(found), found.backend()));
            }
        }
    }

    @Override
    public void letNobodyKeep(String keyId) {
        rows.lockAlone(keyId);
    }

    @Override
    public List<IssuerKey> all(UUID institution) {
        return rows.of(institution).stream().map(KeyRows.KeyRow::key).toList();
    }

    @Override
    public List<OfBackend> stand() {
        Map<String, List<KeyRows.KeyRow>> signing =
                Access.everywhere().call(() -> QuarkusTransaction.requiringNew().call(rows::signing)).stream()
                        .collect(Collectors.groupingBy(KeyRows.KeyRow::backend, TreeMap::new, Collectors.toList()));
        signing.computeIfAbsent(config.signing().backend(), none -> List.of());
        return signing.entrySet().stream()
                .map(backend -> stand(backend.getKey(), backend.getValue()))
                .toList();
    }

    private OfBackend stand(String name, List<KeyRows.KeyRow> signing) {
        Optional<String> fault = Optional.ofNullable(backends.get(name)).flatMap(SigningBackend::fault);
        if (fault.isPresent()) {
            Unusable away = new Unusable("the signing backend " + name, fault.get(), true);
            return new OfBackend(name, signing.size(), Optional.of(away), List.of());
        }
        List<Unusable> unusable = new ArrayList<>();
        boolean signed = false;
        int failed = 0;
        for (KeyRows.KeyRow row : signing) {
            try {
                WatchedSigner signer = open(row);
                // That a backend answers says little: some notice only when they are to sign that they are away.
                if (signed) {
                    signer.tryAfterFault(SigningProbe.MESSAGE);
                } else {
                    signer.sign(SigningProbe.MESSAGE);
                    signed = true;
                }
            } catch (SigningBackend.UnusableKeyException e) {
                unusable.add(new Unusable(row.key().id(), String.valueOf(e.getMessage()), false));
            } catch (TemporarilyUnavailable e) {
                Unusable away = new Unusable(row.key().id(), String.valueOf(e.getMessage()), true);
                unusable.add(away);
                failed++;
                if (!signed && failed == SAMPLE) {
                    return new OfBackend(name, signing.size(), Optional.of(away), unusable);
                }
            }
        }
        return new OfBackend(name, signing.size(), Optional.empty(), unusable);
    }

    /** Treats an unusable key as temporary: other settings or a restored key may repair it, so callers wait. */
    private WatchedSigner signer(KeyRows.KeyRow row) {
        try {
            return open(row);
        } catch (SigningBackend.UnusableKeyException e) {
            throw new TemporarilyUnavailable("the key " + row.key().id() + " cannot be used: " + e.getMessage(), e);
        }
    }

    private WatchedSigner open(KeyRows.KeyRow row) throws SigningBackend.UnusableKeyException {
        OpenedKey known = opened.get(row.key().id());
        if (known != null && known.backend().equals(row.backend())) {
            return known.signer();
        }
        SigningBackend backend = backends.get(row.backend());
        if (backend == null) {
            throw new SigningBackend.UnusableKeyException(
                    "it lives in the signing backend " + row.backend() + ", which is not configured");
        }
        WatchedSigner signer = new WatchedSigner(TimedSigner.of(backend.open(row.kept()), backend.name(), metrics));
        opened.put(row.key().id(), new OpenedKey(row.backend(), signer));
        return signer;
    }

    private SigningBackend backend(String name) {
        return Objects.requireNonNull(backends.get(name), name);
    }
}
