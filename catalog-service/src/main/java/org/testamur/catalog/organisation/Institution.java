package org.testamur.catalog.organisation;

import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores an organisation that publishes micro-credentials and issues credentials. */
@Entity
@DiscriminatorValue("institution")
class Institution extends Organisation {

    @Column(updatable = false)
    private String country;

    @Column(name = "time_zone")
    private String timeZone;

    private List<String> languages;

    @Column(name = "issuer_id", updatable = false)
    private String issuerId;

    @Column(name = "issuer_base_url", updatable = false)
    private String issuerBaseUrl;

    @Column(name = "logo_id")
    private @Nullable UUID logo;

    @Column(name = "brand_colour")
    private @Nullable String brandColour;

    @Column(name = "contact_email")
    private @Nullable String contactEmail;

    @Column(name = "contact_telephone")
    private @Nullable String contactTelephone;

    @Column(name = "contact_url")
    private @Nullable String contactUrl;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    Institution() {}

    Institution(UUID id, InstitutionSetUp setUp, IssuerIdentity issuer) {
        super(id, setUp.slug(), setUp.name(), setUp.url());
        country = setUp.country();
        timeZone = setUp.timeZone();
        languages = List.copyOf(setUp.languages());
        issuerId = issuer.id();
        issuerBaseUrl = issuer.baseUrl();
        brandColour = setUp.brandColour();
    }

    void change(InstitutionChange change) {
        renamed(change.name(), change.url());
        timeZone = change.timeZone();
        languages = List.copyOf(change.languages());
        brandColour = change.brandColour();
    }

    /** Changes how it presents itself. */
    void present(InstitutionProfile profile) {
        languages = List.copyOf(profile.languages());
        brandColour = profile.brandColour();
        InstitutionContacts contacts = profile.contacts();
        contactEmail = contacts == null ? null : contacts.email();
        contactTelephone = contacts == null ? null : contacts.telephone();
        contactUrl = contacts == null ? null : contacts.url();
    }

    Optional<InstitutionContacts> contacts() {
        return contactEmail == null && contactTelephone == null && contactUrl == null
                ? Optional.empty()
                : Optional.of(new InstitutionContacts(contactEmail, contactTelephone, contactUrl));
    }

    /** Shows another logo; gives the one before. */
    Optional<UUID> show(UUID newLogo) {
        Optional<UUID> before = logo();
        logo = newLogo;
        return before;
    }

    String country() {
        return country;
    }

    String timeZone() {
        return timeZone;
    }

    List<String> languages() {
        return List.copyOf(languages);
    }

    String issuerId() {
        return issuerId;
    }

    String issuerBaseUrl() {
        return issuerBaseUrl;
    }

    Optional<UUID> logo() {
        return Optional.ofNullable(logo);
    }

    Optional<String> brandColour() {
        return Optional.ofNullable(brandColour);
    }

    Optional<String> logoUrl() {
        return logo().map(image -> issuerBaseUrl + "/catalog/institutions/" + id() + "/logo");
    }

    @Override
    UUID tenant() {
        return id();
    }
}
