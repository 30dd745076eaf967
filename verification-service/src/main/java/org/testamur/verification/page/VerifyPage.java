package org.testamur.verification.page;

import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.pages.BidiText;
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

    private final VerifyCredential verifyCredential;
    private final Pages pages;
    private final PlatformConfig config;

    VerifyPage(VerifyCredential verifyCredential, Pages pages, PlatformConfig config) {
        this.verifyCredential = verifyCredential;
        this.pages = pages;
        this.config = config;
    }

    /** The page of a credential. */
    record Credential(Layout layout, CredentialPage page) implements TemplateInstance {}

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

    Response.ResponseBuilder render(Visit visit, String id) {
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
            return achievement == null ? hidden(visit, words) : shown(visit, words, achievement);
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

    private Response.ResponseBuilder shown(Visit visit, PageWords words, VerificationView.AchievementView achievement) {
        VerificationView view = words.view();
        Optional<URI> image = PageImage.shown(achievement.image(), view.issuer().id(), config.publicUrl());
        CredentialPage page = CredentialPage.of(
                view,
                achievement,
                words,
                new CredentialPage.Addresses(
                        config.publicUrl() + PATH + "/" + view.credentialId(),
                        config.publicUrl() + "/verification/credentials/" + view.credentialId(),
                        visit.link(PATH),
                        newerUrl(visit, view.supersededBy())),
                image.map(URI::toString).orElse(null));
        Optional<URI> web = PageLinks.web(view.issuer().url());
        Layout layout = pages.layout(visit, page.name() + ": " + words.state())
                .described(page.headline())
                .ownedBy(new Layout.Owner(
                        view.issuer().name(),
                        web.map(URI::toString).orElse(null),
                        web.map(URI::getHost).orElse(""),
                        null));
        SecurityPolicy policy = image.map(SecurityPolicy.strict()::withImage).orElse(SecurityPolicy.strict());
        return pages.answer(visit, 200, new Credential(layout, page), policy);
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
