package org.testamur.verification.page;

import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.pages.BidiText;
import org.testamur.platform.pages.Brand;
import org.testamur.platform.pages.CivilDates;
import org.testamur.platform.pages.Layout;
import org.testamur.platform.pages.Pages;
import org.testamur.platform.pages.SecurityPolicy;
import org.testamur.platform.pages.Visit;
import org.testamur.platform.problem.Refusal;
import org.testamur.verification.check.Verdict;
import org.testamur.verification.check.VerificationView;
import org.testamur.verification.check.VerifyCredential;

/** Shows whether a credential is valid: one clear yes or no first, then why. */
@ApplicationScoped
class VerifyPage {

    static final String PATH = "/verify";

    private static final int TOO_MANY = 429;

    private final VerifyCredential verifyCredential;
    private final ShownAwards awards;
    private final Pages pages;
    private final PlatformConfig config;
    private final Clock clock;

    VerifyPage(VerifyCredential verifyCredential, ShownAwards awards, Pages pages, PlatformConfig config, Clock clock) {
        this.verifyCredential = verifyCredential;
        this.awards = awards;
        this.pages = pages;
        this.config = config;
        this.clock = clock;
    }

    /** The page of a credential. */
    record Credential(Layout layout, CredentialPage page, PageMeta meta) implements TemplateInstance {}

    /**
     * Whether a credential was awarded to an e-mail address.
     *
     * @param reader who asks: a network address
     */
    record Asked(String reader, String email) {}

    /**
     * Renders the page of a credential that is unknown, erased or hidden.
     *
     * @param opened the number that was asked for, if it may be shown and is unknown
     * @param lang the language that links and forms name; null for the browser's
     */
    record Absent(
            Layout layout,
            Tone tone,
            boolean unknown,
            boolean loud,
            PageWords.Sentence detail,
            @Nullable String opened,
            String homeUrl,
            @Nullable String lang)
            implements TemplateInstance {}

    /** @param asked a question of the reader's; null where none was asked */
    Response.ResponseBuilder render(Visit visit, String id, @Nullable Asked asked) {
        PageTexts texts = Pages.texts(PageTexts.class, visit.language());
        UUID credentialId;
        try {
            credentialId = UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            return unknown(visit, texts, id);
        }
        try {
            VerificationView view = verifyCredential.onRecord(credentialId);
            PageWords words =
                    new PageWords(texts, new CivilDates(ZoneId.of(view.issuer().timeZone()), visit.language()), view);
            VerificationView.AchievementView achievement = view.achievement();
            return achievement == null ? hidden(visit, words) : shown(visit, words, achievement, asked);
        } catch (Refusal refusal) {
            return switch (refusal.kind()) {
                case NOT_FOUND -> unknown(visit, texts, id);
                case GONE ->
                    absent(visit, 410, Tone.ERASED, texts.erasedTitle(), new PageWords.Sentence(texts.erased(), true));
                default -> throw refusal;
            };
        }
    }

    private Response.ResponseBuilder hidden(Visit visit, PageWords words) {
        PageTexts texts = words.texts();
        String issuer = BidiText.isolated(words.view().issuer().name(), visit.language());
        String reason = words.hiddenReason();
        PageWords.Sentence detail = switch (words.view().status()) {
            case REVOKED ->
                new PageWords.Sentence(
                        reason == null ? texts.hiddenRevoked(issuer) : texts.hiddenRevoked(issuer) + " " + reason,
                        true);
            case CANNOT_TELL -> words.decisive();
            default -> new PageWords.Sentence(texts.hidden(issuer), true);
        };
        return absent(visit, 200, words.tone(), words.headline(), detail);
    }

    private Response.ResponseBuilder absent(
            Visit visit, int status, Tone tone, String title, PageWords.Sentence detail) {
        Absent page = new Absent(
                pages.layout(visit, title),
                tone,
                false,
                tone.equals(Tone.of(Verdict.REVOKED)),
                detail,
                null,
                visit.link(PATH),
                null);
        return pages.answer(visit, status, page, SecurityPolicy.strict());
    }

    private Response.ResponseBuilder unknown(Visit visit, PageTexts texts, String id) {
        Absent page = new Absent(
                pages.layout(visit, texts.unknownTitle()),
                Tone.UNKNOWN,
                true,
                false,
                new PageWords.Sentence(texts.unknown(), true),
                // What is no number of any kind is not repeated on a page of ours.
                id.matches("[0-9A-Fa-f-]{1,60}") ? id : null,
                visit.link(PATH),
                visit.chosen() ? visit.language().tag() : null);
        return pages.answer(visit, 404, page, SecurityPolicy.strict().withForms());
    }

    private Response.ResponseBuilder shown(
            Visit visit, PageWords words, VerificationView.AchievementView achievement, @Nullable Asked asked) {
        VerificationView view = words.view();
        ShownAwards.Award award = awards.find(view.credentialId(), achievement.id());
        SecurityPolicy policy = SecurityPolicy.strict();
        EmailQuestions.EmailAnswer answer = null;
        CredentialPage.Question question = null;
        if (view.recipient() == null || view.recipient().name() == null) {
            policy = policy.withForms();
            answer = asked == null || asked.email().isBlank()
                    ? null
                    : awards.answer(asked.reader(), view.credentialId(), award, asked.email());
            question = new CredentialPage.Question(answer == null ? null : words.answer(answer));
        }
        Optional<URI> image = shownImage(achievement.image(), view);
        Optional<URI> logo = shownImage(award.logo(), view);
        String file = PageLinks.fileName(Objects.requireNonNullElse(achievement.name(), ""), view.credentialId());
        CredentialPage page = CredentialPage.of(
                view,
                achievement,
                words,
                new CredentialPage.Beside(
                        AwardFacts.of(words.texts(), visit.language(), award.document(), award.version()),
                        question,
                        image.map(URI::toString).orElse(null),
                        award.imageExtension()
                                .map(extension -> file + extension)
                                .orElse(null),
                        addresses(visit, words, Objects.requireNonNullElse(achievement.name(), ""))));
        for (URI shown : Stream.of(image, logo).flatMap(Optional::stream).toList()) {
            policy = policy.withImage(shown);
        }
        Layout layout = pages.layout(visit, page.name() + ": " + words.state())
                .described(page.headline() + ". " + page.why().text())
                .ownedBy(owner(view, logo));
        Optional<Brand> brand = Brand.of(award.brandColour());
        if (brand.isPresent()) {
            layout = layout.coloured(brand.get());
            policy = policy.withBrand(brand.get());
        }
        Credential credential = new Credential(layout, page, PageMeta.of(page, achievement, visit.language()));
        return answer instanceof EmailQuestions.EmailAnswer.TooOften(Instant until)
                ? pages.answer(visit, TOO_MANY, credential, policy).header(HttpHeaders.RETRY_AFTER, secondsUntil(until))
                : pages.answer(visit, 200, credential, policy);
    }

    private long secondsUntil(Instant then) {
        return Math.max(
                1, Duration.between(clock.instant(), then).plusMillis(999).toSeconds());
    }

    private Optional<URI> shownImage(@Nullable String address, VerificationView view) {
        return PageImage.shown(address, view.issuer().id(), config.publicUrl());
    }

    private static Layout.Owner owner(VerificationView view, Optional<URI> logo) {
        Optional<URI> web = PageLinks.web(view.issuer().url());
        return new Layout.Owner(
                view.issuer().name(),
                web.map(URI::toString).orElse(null),
                web.map(URI::getHost).orElse(""),
                logo.map(URI::toString).orElse(null));
    }

    private CredentialPage.Addresses addresses(Visit visit, PageWords words, String name) {
        VerificationView view = words.view();
        String page = config.publicUrl() + PATH + "/" + view.credentialId();
        return new CredentialPage.Addresses(
                page,
                config.publicUrl() + "/verification/credentials/" + view.credentialId(),
                visit.link(PATH),
                page + "/badge.json",
                PageLinks.mail(name, page),
                PageLinks.linkedIn(view, name, page, words.dates()),
                newerUrl(visit, view.supersededBy()));
    }

    private @Nullable String newerUrl(Visit visit, @Nullable String supersededBy) {
        if (supersededBy == null) {
            return null;
        }
        try {
            return visit.link(config.publicUrl() + PATH + "/" + UUID.fromString(supersededBy));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
