package org.testamur.issuance.badge;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.status.StatusEntry;

/** Computes the learner's parts of one credential, each once. The other parts are the achievement's. */
public final class CredentialValues {

    /** Where the value of a slot comes from. */
    public interface Source extends Function<CredentialValues, String> {}

    private final CredentialOrder order;
    private final UUID id;
    private final String url;
    private final Validity validity;
    private final StatusEntry status;
    private final AwardIdentity identity;
    private final boolean free;
    private final List<Content.Evidence> evidence;
    private final String from;
    private final String salt;

    public CredentialValues(
            CredentialOrder order, UUID id, String url, Validity validity, StatusEntry status, AwardIdentity identity) {
        this(order, id, url, validity, status, identity, true);
    }

    /** @param free whether nothing else was signed for the place */
    public CredentialValues(
            CredentialOrder order,
            UUID id,
            String url,
            Validity validity,
            StatusEntry status,
            AwardIdentity identity,
            boolean free) {
        this.order = order;
        this.id = id;
        this.url = url;
        this.validity = validity;
        this.status = status;
        this.identity = identity;
        this.free = free;
        this.evidence = order.content().shown();
        this.from = CredentialDocument.text(validity.from());
        this.salt = identity.salt(id);
    }

    /** The source of what stands at a pointer; null when this is no place of the learner's that is known here. */
    public static @Nullable Source of(String pointer) {
        return switch (pointer) {
            case "/id" -> values -> values.url;
            case "/validFrom", "/awardedDate" -> values -> values.from;
            case "/validUntil" -> values -> text(Objects.requireNonNull(values.validity.until()));
            case "/credentialSubject/id" ->
                values -> CredentialDocument.subject(values.order.learner(), values.id, values.identity);
            case "/credentialSubject/activityEndDate" -> values -> CredentialDocument.activityEnd(values.order);
            case "/credentialSubject/identifier/0/identityHash" ->
                values -> values.order.shown().identifier() ? values.hashed() : values.name();
            case "/credentialSubject/identifier/0/salt" -> values -> values.salt;
            case "/credentialSubject/identifier/1/identityHash" -> CredentialValues::name;
            case "/credentialSubject/result/0/id" -> values -> values.url + "#result";
            case "/credentialSubject/result/0/value" ->
                values -> Objects.requireNonNull(values.order.content().score());
            case "/credentialStatus/id" -> values -> values.entry(0);
            case "/credentialStatus/statusListIndex" -> values -> values.index();
            case "/credentialStatus/statusListCredential" -> values -> values.list(0);
            default -> item(pointer);
        };
    }

    /** Of one of several pieces of evidence or statuses. */
    private static @Nullable Source item(String pointer) {
        String[] path = pointer.split("/", -1);
        if (path.length != 4) {
            return null;
        }
        int item = Integer.parseInt(path[2]);
        return switch (path[1] + "/" + path[3]) {
            case "evidence/id" -> values -> values.evidence.get(item).url();
            case "evidence/name" ->
                values -> Objects.requireNonNull(values.evidence.get(item).name());
            case "evidence/description" ->
                values -> Objects.requireNonNull(values.evidence.get(item).description());
            case "credentialStatus/id" -> values -> values.entry(item);
            case "credentialStatus/statusListIndex" -> values -> values.index();
            case "credentialStatus/statusListCredential" -> values -> values.list(item);
            default -> null;
        };
    }

    private String hashed() {
        return CredentialDocument.hashed(Objects.requireNonNull(order.learner().email()), salt);
    }

    private String name() {
        return order.shown().name().orElseThrow();
    }

    private String entry(int item) {
        return list(item) + "#" + status.index();
    }

    private String list(int item) {
        return status.named().get(item).url();
    }

    private String index() {
        return Integer.toString(status.index());
    }

    private static String text(OffsetDateTime date) {
        return CredentialDocument.text(date);
    }

    public CredentialOrder order() {
        return order;
    }

    public UUID id() {
        return id;
    }

    public String url() {
        return url;
    }

    public Validity validity() {
        return validity;
    }

    public StatusEntry status() {
        return status;
    }

    public boolean free() {
        return free;
    }

    public AwardIdentity identity() {
        return identity;
    }

    public List<Content.Evidence> evidence() {
        return evidence;
    }
}
