package org.testamur.verification.page;

import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.problem.Refusal;
import org.testamur.verification.check.Check;
import org.testamur.verification.check.Verdict;
import org.testamur.verification.check.VerificationView;
import org.testamur.verification.check.VerifyCredential;

/** Whether a credential holds, as a page: one clear yes or no first, then why. */
@ApplicationScoped
class VerifyPage {

    private final VerifyCredential verifyCredential;
    private final PageTexts texts;
    private final PlatformConfig config;
    private final Clock clock;
    private final String css;
    private final String styleHash;

    VerifyPage(VerifyCredential verifyCredential, PageTexts texts, PlatformConfig config, Clock clock) {
        this.verifyCredential = verifyCredential;
        this.texts = texts;
        this.config = config;
        this.clock = clock;
        this.css = read("/page/tokens.css") + read("/page/components.css");
        this.styleHash = sha256(css);
    }

    /** A page and the status it is answered with. */
    record Rendered(int status, TemplateInstance html, String securityPolicy) {}

    /** The page of a credential. */
    record Credential(Model page, RawString css) implements TemplateInstance {}

    /** The page of what is not there, or of which nothing may be said. */
    record Absent(String tone, boolean unknown, String title, String detail, RawString css)
            implements TemplateInstance {}

    /**
     * Everything that the page of a credential shows, ready to be read.
     *
     * @param language of what the issuer wrote, if it says so; empty is "not known" in HTML
     * @param word the verdict as one word of the page's title
     * @param tone how the verdict is coloured, by the classes {@code is-*} of the style sheet
     * @param why one sentence under the verdict
     * @param reason why the issuer ended it, if that is public
     * @param counts whether it may be shown as an award; otherwise the verdict comes first
     */
    record Model(
            VerificationView view,
            String name,
            String language,
            String verdict,
            String word,
            String tone,
            String headline,
            String why,
            @Nullable String reason,
            boolean counts,
            String host,
            String pageUrl,
            String jsonUrl,
            @Nullable String newerUrl,
            @Nullable String image,
            CivilDates.Written awarded,
            CivilDates.Written from,
            CivilDates.@Nullable Written until,
            List<String> description,
            List<String> criteria,
            Sum sum,
            List<Line> checks,
            List<Past> history,
            String checkedAt) {

        public boolean yes() {
            return view.valid();
        }
    }

    /** How the checks went, in a few words. */
    record Sum(String icon, String text) {}

    /** A check, in the page's words. */
    record Line(String icon, String tone, String name, String outcomeText, String reason) {}

    /** A change of status, in the page's words. */
    record Past(String tone, String text, @Nullable String reason, CivilDates.Written at) {}

    Rendered render(String id) {
        UUID credentialId;
        try {
            credentialId = UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            return absent(404, "unknown", texts.unknownTitle(), texts.unknown());
        }
        try {
            VerificationView view = verifyCredential.onRecord(credentialId);
            VerificationView.AchievementView achievement = view.achievement();
            return achievement == null ? hidden(view) : shown(view, achievement);
        } catch (Refusal refusal) {
            return switch (refusal.kind()) {
                case NOT_FOUND -> absent(404, "unknown", texts.unknownTitle(), texts.unknown());
                case GONE -> absent(410, "superseded", texts.erasedTitle(), texts.erased());
                default -> throw refusal;
            };
        }
    }

    private Rendered hidden(VerificationView view) {
        String issuer = view.issuer().name();
        return switch (view.status()) {
            case REVOKED ->
                absent(200, "revoked", texts.revoked(), texts.hiddenRevoked(issuer) + " " + why(view.checks()));
            case CANNOT_TELL -> absent(200, "none", texts.cannotTell(), why(view.checks()));
            default -> absent(200, "superseded", texts.superseded(), texts.hidden(issuer));
        };
    }

    private Rendered absent(int status, String tone, String title, String detail) {
        return new Rendered(
                status,
                new Absent(tone, tone.equals("unknown"), title, detail, new RawString(css)),
                securityPolicy("'none'"));
    }

    private Rendered shown(VerificationView view, VerificationView.AchievementView achievement) {
        Optional<URI> image = PageImage.shown(achievement.image(), view.issuer().id(), config.publicUrl());
        return new Rendered(
                200,
                new Credential(model(view, achievement, image.map(URI::toString).orElse(null)), new RawString(css)),
                securityPolicy(image.map(PageImage::origin).orElse("'none'")));
    }

    private String securityPolicy(String images) {
        return "default-src 'none'; style-src 'sha256-" + styleHash + "'; img-src " + images
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private Model model(VerificationView view, VerificationView.AchievementView achievement, @Nullable String image) {
        CivilDates dates = new CivilDates(ZoneId.of(view.issuer().timeZone()));
        PageWords words = new PageWords(texts, dates, view);
        String checkedAt = dates.time(clock.instant()).text();
        boolean counts = view.status() != Verdict.REVOKED && view.status() != Verdict.INVALID;
        return new Model(
                view,
                Objects.requireNonNullElse(achievement.name(), ""),
                Objects.requireNonNullElse(achievement.language(), ""),
                view.status().text(),
                view.status().text().replace('-', ' '),
                words.tone(),
                words.headline(),
                words.why(checkedAt),
                words.reason(),
                counts,
                host(view.issuer().url()),
                config.publicUrl() + "/verify/" + view.credentialId(),
                config.publicUrl() + "/verification/credentials/" + view.credentialId(),
                newerUrl(view.supersededBy()),
                image,
                dates.day(Objects.requireNonNull(view.awardedAt())),
                dates.day(Objects.requireNonNull(view.validFrom())),
                view.validUntil() == null ? null : dates.day(view.validUntil()),
                paragraphs(achievement.description()),
                paragraphs(achievement.criteria()),
                words.sum(),
                words.checks(),
                words.history(),
                checkedAt);
    }

    private static List<String> paragraphs(@Nullable String text) {
        return text == null
                ? List.of()
                : text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
    }

    private static String host(@Nullable String url) {
        try {
            return url == null ? "" : Objects.requireNonNullElse(URI.create(url).getHost(), "");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    static String why(List<Check> checks) {
        return checks.stream()
                .filter(check -> check.outcome() == Check.Outcome.FAILED)
                .findFirst()
                .or(() -> checks.stream()
                        .filter(check -> check.outcome() == Check.Outcome.NOT_CHECKED)
                        .findFirst())
                .map(Check::reason)
                .orElse("");
    }

    private @Nullable String newerUrl(@Nullable String supersededBy) {
        if (supersededBy == null) {
            return null;
        }
        try {
            return config.publicUrl() + "/verify/" + UUID.fromString(supersededBy);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String read(String resource) {
        try (InputStream stream = VerifyPage.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
