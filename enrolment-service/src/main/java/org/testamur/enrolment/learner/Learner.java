package org.testamur.enrolment.learner;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores a learner under an id of the platform, independent of the accounts they log in with. */
@Entity
@Table(name = "learner")
public class Learner {

    @Id
    private UUID id;

    private String name;
    private @Nullable String email;

    @Column(name = "email_verified")
    private boolean emailVerified;

    private @Nullable String did;

    @Column(name = "did_proved_at")
    private @Nullable Instant didProvedAt;

    @Embedded
    private @Nullable NameConfirmation nameConfirmation;

    @Embedded
    private Consents consents;

    // Lazy, so that locking a learner is one statement on one table.
    @ElementCollection(fetch = FetchType.LAZY)
    @CollectionTable(name = "login", joinColumns = @JoinColumn(name = "learner_id"))
    private Set<Login> logins = new HashSet<>();

    @ElementCollection(fetch = FetchType.LAZY)
    @CollectionTable(name = "employer_consent", joinColumns = @JoinColumn(name = "learner_id"))
    @Column(name = "employer_id")
    private Set<UUID> employers = new HashSet<>();

    // By institution; the roster writes them.
    @ElementCollection(fetch = FetchType.LAZY)
    @CollectionTable(name = "learner_number", joinColumns = @JoinColumn(name = "learner_id"))
    @MapKeyColumn(name = "institution_id")
    @Column(name = "number")
    private Map<String, String> numbers = new HashMap<>();

    @Column(name = "registered_by")
    private @Nullable String registeredBy;

    @Column(name = "registered_login_hash", updatable = false)
    private @Nullable String registeredLoginHash;

    @Column(name = "registered_at", updatable = false)
    private Instant registeredAt;

    @Column(name = "merged_into")
    private @Nullable UUID mergedInto;

    @Column(name = "merged_at")
    private @Nullable Instant mergedAt;

    @Version
    private long version = 1;

    @SuppressWarnings("NullAway.Init") // Hibernate fills what it makes.
    protected Learner() {}

    private Learner(UUID id, Profile profile, Instant registeredAt) {
        this.id = id;
        this.name = profile.name();
        this.email = profile.email();
        this.emailVerified = profile.emailVerified();
        this.did = profile.did();
        this.consents = Consents.NONE;
        this.registeredAt = registeredAt;
    }

    Learner(UUID id, Profile profile, Login login, Instant registeredAt) {
        this(id, profile, registeredAt);
        this.logins.add(login);
    }

    /** Somebody who has no log-in yet. */
    static Learner registeredBy(UUID institution, Login registrar, UUID id, Profile profile, Instant registeredAt) {
        Learner learner = new Learner(id, profile, registeredAt);
        learner.registeredLoginHash = registrar.hashFor(id);
        learner.registeredBy = institution.toString();
        return learner;
    }

    /** Another name is nobody's word but the learner's. */
    void take(Profile profile) {
        if (!name.equals(profile.name())) {
            nameConfirmation = null;
        }
        name = profile.name();
        email = profile.email();
        emailVerified = profile.emailVerified();
    }

    /** The learner's provider has verified this address: if it is the one that staff wrote, it counts. */
    void takeVerified(String verified) {
        if (!emailVerified && verified.equalsIgnoreCase(email)) {
            email = verified;
            emailVerified = true;
        }
    }

    /** False when it is the one that is held. */
    boolean takeConfirmation(@Nullable NameConfirmation confirmation) {
        boolean changed = !Objects.equals(nameConfirmation, confirmation);
        nameConfirmation = confirmation;
        return changed;
    }

    /** False when it is the proved one already. */
    public boolean takeProved(String proved, Instant at) {
        if (proved.equals(did) && didProvedAt != null) {
            return false;
        }
        did = proved;
        didProvedAt = at;
        return true;
    }

    public boolean dropDid() {
        boolean had = did != null;
        did = null;
        didProvedAt = null;
        return had;
    }

    void consentTo(UUID employer) {
        employers.add(employer);
    }

    boolean withdrawFrom(UUID employer) {
        return employers.remove(employer);
    }

    boolean isRegisteredBy(UUID institution) {
        return institution.toString().equals(registeredBy);
    }

    /** Whether it is the log-in of the registrar who registered the learner. */
    boolean isRegisteredBy(Login registrar) {
        return registrar.hashFor(id).equals(registeredLoginHash);
    }

    /** Whether a hash of the address may stand in credentials: consented to, and verified. */
    boolean mayBeIdentified() {
        return consents.identifier() && emailVerified;
    }

    void consentTo(Consents chosen) {
        consents = chosen;
    }

    void link(Login login) {
        logins.add(login);
    }

    /** From now on part of another record: no institution keeps it, and nothing but the name stays of the person. */
    void mergeInto(UUID learner, Instant at) {
        mergedInto = learner;
        mergedAt = at;
        registeredBy = null;
        email = null;
        emailVerified = false;
        nameConfirmation = null;
    }

    UUID id() {
        return id;
    }

    /** The learner whose record this one is part of, if it was merged. */
    @Nullable
    UUID mergedInto() {
        return mergedInto;
    }

    @Nullable
    Instant mergedAt() {
        return mergedAt;
    }

    Profile profile() {
        return new Profile(name, email, emailVerified, did);
    }

    @Nullable
    NameConfirmation nameConfirmation() {
        return nameConfirmation;
    }

    @Nullable
    Instant didProvedAt() {
        return didProvedAt;
    }

    /** In a fixed order. */
    List<UUID> employers() {
        return employers.stream().sorted().toList();
    }

    Consents consents() {
        return consents;
    }

    /** In a fixed order, so that the same state always reads the same. */
    List<Login> logins() {
        return logins.stream()
                .sorted(Comparator.comparing(Login::issuer).thenComparing(Login::subject))
                .toList();
    }

    /** The numbers by which institutions know the learner, in a fixed order. */
    List<InstitutionNumber> numbers() {
        return numbers.entrySet().stream()
                .map(each -> new InstitutionNumber(UUID.fromString(each.getKey()), each.getValue()))
                .sorted(Comparator.comparing(InstitutionNumber::institutionId))
                .toList();
    }

    Instant registeredAt() {
        return registeredAt;
    }

    long version() {
        return version;
    }
}
