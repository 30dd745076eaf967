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
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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

    private static final Locale LOCALE = Locale.UK;

    private final VerifyCredential verifyCredential;
    private final PageTexts texts;
    private final PlatformConfig config;
    private final Clock clock;
    private final String css;
    private final String securityPolicy;

    VerifyPage(VerifyCredential verifyCredential, PageTexts texts, PlatformConfig config, Clock clock) {
        this.verifyCredential = verifyCredential;
        this.texts = texts;
        this.config = config;
        this.clock = clock;
        this.css = read("/page/verify.css");
        this.securityPolicy = "default-src 'none'; style-src 'sha256-" + sha256(css) + "'; img-src "
                + origin(config.publicUrl())
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    /** A page and the status it is answered with. */
    record Rendered(int status, TemplateInstance html) {}

    /** The page of a credential. */
    record Credential(Model page, RawString css) implements TemplateInstance {}

    /** The page of what is not there, or of which nothing may be said. */
    record Absent(String title, String detail, RawString css) implements TemplateInstance {}

    /**
     * Everything that the page of a credential shows, ready to be read.
     *
     * @param language of what the issuer wrote, if it says so; empty is "not known" in HTML
     */
    record Model(
            VerificationView view,
            String language,
            String verdict,
            String headline,
            String why,
            String jsonUrl,
            @Nullable String newerUrl,
            @Nullable String image,
            Day awarded,
            Day from,
            @Nullable Day until,
            List<Line> checks,
            List<Past> history,
            String checkedAt) {

        public boolean yes() {
            return view.valid();
        }

        /** Whether the answer is neither yes nor no. */
        public boolean open() {
            return view.status() == Verdict.CANNOT_TELL;
        }
    }

    /** A civil date where the institution is, and the instant for machines. */
    record Day(String text, String machine) {}

    /** A check, in the page's words. */
    record Line(String name, String outcome, String outcomeText, String mark, String reason) {}

    /** A change of status, in the page's words. */
    record Past(String text, @Nullable String reason, Day at) {}

    String securityPolicy() {
        return securityPolicy;
    }

    Rendered render(String id) {
        UUID credentialId;
        try {
            credentialId = UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            return absent(404, texts.unknownTitle(), texts.unknown());
        }
        try {
            VerificationView view = verifyCredential.onRecord(credentialId);
            VerificationView.AchievementView achievement = view.achievement();
            return achievement == null
                    ? hidden(view)
                    : new Rendered(200, new Credential(model(view, achievement), new RawString(css)));
        } catch (Refusal refusal) {
            return switch (refusal.kind()) {
                case NOT_FOUND -> absent(404, texts.unknownTitle(), texts.unknown());
                case GONE -> absent(410, texts.erasedTitle(), texts.erased());
                default -> throw refusal;
            };
        }
    }

    private Rendered hidden(VerificationView view) {
        String issuer = view.issuer().name();
        return switch (view.status()) {
            case REVOKED -> absent(200, texts.revoked(), texts.hiddenRevoked(issuer) + " " + why(view.checks()));
            case CANNOT_TELL -> absent(200, texts.cannotTell(), why(view.checks()));
            default -> absent(200, texts.superseded(), texts.hidden(issuer));
        };
    }

    private Rendered absent(int status, String title, String detail) {
        return new Rendered(status, new Absent(title, detail, new RawString(css)));
    }

    private Model model(VerificationView view, VerificationView.AchievementView achievement) {
        ZoneId zone = ZoneId.of(view.issuer().timeZone());
        String image = achievement.image();
        return new Model(
                view,
                Objects.requireNonNullElse(achievement.language(), ""),
                view.status().text(),
                headline(view.status()),
                view.valid() ? texts.whyValid() : why(view.checks()),
                config.publicUrl() + "/verification/credentials/" + view.credentialId(),
                newerUrl(view.supersededBy()),
                image != null && image.startsWith(config.publicUrl() + "/") ? image : null,
                day(Objects.requireNonNull(view.awardedAt()), zone),
                day(Objects.requireNonNull(view.validFrom()), zone),
                view.validUntil() == null ? null : day(view.validUntil(), zone),
                view.checks().stream().map(this::line).toList(),
                history(view.history(), zone),
                DateTimeFormatter.ofPattern("d MMMM uuuu HH:mm 'UTC'", LOCALE)
                        .withZone(ZoneOffset.UTC)
                        .format(clock.instant()));
    }

    private List<Past> history(List<VerificationView.ChangeView> changes, ZoneId zone) {
        List<Past> history = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            VerificationView.ChangeView change = changes.get(i);
            boolean again = change.status().equals("valid") && i + 1 < changes.size();
            history.add(new Past(
                    again ? texts.historyReinstated() : past(change.status()),
                    change.reason(),
                    day(change.changedAt(), zone)));
        }
        return history;
    }

    private static String why(List<Check> checks) {
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

    private String headline(Verdict verdict) {
        return switch (verdict) {
            case VALID -> texts.valid();
            case INVALID -> texts.invalid();
            case REVOKED -> texts.revoked();
            case SUSPENDED -> texts.suspended();
            case SUPERSEDED -> texts.superseded();
            case EXPIRED -> texts.expired();
            case NOT_YET_VALID -> texts.notYetValid();
            case CANNOT_TELL -> texts.cannotTell();
        };
    }

    private String past(String status) {
        return switch (status) {
            case "revoked" -> texts.historyRevoked();
            case "suspended" -> texts.historySuspended();
            case "superseded" -> texts.historySuperseded();
            case "valid" -> texts.historyValid();
            default -> texts.cannotTell();
        };
    }

    private Line line(Check check) {
        String name = switch (check.name()) {
            case SCHEMA -> texts.schema();
            case PROOF -> texts.proof();
            case ISSUER -> texts.issuer();
            case STATUS -> texts.status();
            case DATES -> texts.dates();
        };
        return switch (check.outcome()) {
            case PASSED -> new Line(name, "passed", texts.passed(), "✓", check.reason());
            case FAILED -> new Line(name, "failed", texts.failed(), "✕", check.reason());
            case NOT_CHECKED -> new Line(name, "not-checked", texts.notChecked(), "?", check.reason());
        };
    }

    private static Day day(Instant instant, ZoneId zone) {
        return new Day(
                DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                        .withLocale(LOCALE)
                        .format(instant.atZone(zone)),
                instant.toString());
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
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
