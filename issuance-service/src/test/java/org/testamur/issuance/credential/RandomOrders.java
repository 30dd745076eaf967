package org.testamur.issuance.credential;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.badge.Content;
import org.testamur.issuance.badge.CredentialOrder;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.reference.Learner;
import org.testamur.issuance.reference.MicroCredentialVersion;

/** Orders of all sorts: few institutions and achievements, many learners, and every kind of text. */
public final class RandomOrders {

    private static final List<String> PIECES = List.of(
            "Asha Rao",
            "\u05DC\u05D9\u05D0\u05D4 \u05DB\u05D4\u05DF",
            "\u0644\u064A\u0644\u0649 \u0628\u0646\u062A \u0645\u062D\u0645\u062F",
            "\uD841\uDF0E\uD841\uDF31\uD841\uDF79",
            "\uD83E\uDDEA\uD83D\uDC69\u200D\uD83C\uDF73",
            "\u202Eabc\u202C",
            "e\u0301\u00E9",
            "\"quoted\"",
            "back\\slash",
            "tab\tnew\nline\r",
            "\u007F\u0080\u2028\u2029\uFFFE\uFEFF",
            "<b>&amp;</b>",
            "a/b",
            "%20",
            "?",
            " ",
            "0",
            "\u0001\b\f");
    private static final List<String> URLS = List.of(
            "https://evidence.example/1",
            "https://evidence.example/1?a=b&c=d#e",
            "http://evidence.example:8080/%C3%A9",
            "https://\u00E9vidence.example/\u05D0",
            "https://[2001:db8::1]/x",
            "urn:uuid:019aa5f0-7c00-7a31-9d52-3f0c5d7b1e01",
            "urn:isbn:0451450523",
            "did:web:evidence.example:films",
            "ftp://evidence.example/film",
            "HTTPS://Evidence.Example/Upper",
            "https://evidence.example/(1)'!*~",
            "mailto:someone@example.org");
    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("Europe/Tallinn"),
            ZoneId.of("UTC"),
            ZoneId.of("Asia/Kolkata"),
            ZoneId.of("America/St_Johns"),
            ZoneId.of("Pacific/Kiritimati"),
            ZoneId.of("America/Sao_Paulo"));

    private final Random random;
    private final List<Issuer> issuers = new ArrayList<>();
    private final List<MicroCredentialVersion> versions = new ArrayList<>();

    public RandomOrders(long seed) {
        this.random = new Random(seed);
        for (int i = 0; i < 3; i++) {
            issuers.add(issuer(i));
        }
        for (int i = 0; i < 12; i++) {
            versions.add(version(issuers.get(i % 3), i));
        }
    }

    List<Issuer> issuers() {
        return issuers;
    }

    public CredentialOrder next() {
        int which = random.nextInt(versions.size());
        MicroCredentialVersion version = versions.get(which);
        int extra = random.nextInt(100);
        return new CredentialOrder(
                issuers.get(which % 3),
                new Learner(
                        new UUID(random.nextLong(), random.nextLong()),
                        text(),
                        one(List.of(Learner.NameStatus.values())),
                        random.nextInt(5) == 0 ? null : text() + "@example.org",
                        random.nextInt(3) == 0
                                ? one(List.of(
                                        "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
                                        "did:web:learner.example",
                                        "https://learner.example/#me"))
                                : null,
                        new Learner.Consents(
                                random.nextBoolean(), true, true, one(List.of(Learner.IdentifierConsent.values())))),
                version,
                new UUID(random.nextLong(), random.nextLong()),
                1 + random.nextInt(3),
                new Content(
                        version.microCredentialId(),
                        version.number(),
                        random.nextBoolean() ? Content.number(BigDecimal.valueOf(random.nextInt(2000), 1)) : null,
                        evidence(extra < 80 ? random.nextInt(3) : random.nextInt(9)),
                        LocalDate.of(2026, 11, 20).minusDays(random.nextInt(3000))),
                LocalDate.of(2026, 11, 20).minusDays(random.nextInt(3000)));
    }

    private Issuer issuer(int number) {
        return new Issuer(
                new UUID(9, number),
                "university-" + number,
                "did:web:u" + number + ".example",
                "https://u" + number + ".example",
                text(),
                "https://u" + number + ".example/about",
                number == 0 ? null : "https://u" + number + ".example/logo",
                ZONES.get(number),
                null,
                1);
    }

    private MicroCredentialVersion version(Issuer issuer, int number) {
        String id = issuer.baseUrl() + "/catalog/micro-credentials/" + number + "/versions/1";
        return new MicroCredentialVersion(
                issuer.institutionId(),
                new UUID(8, number),
                1,
                text() + number,
                text(),
                number % 2 == 0 ? "en" : null,
                text() + "\n" + text(),
                number % 3 == 0
                        ? List.of()
                        : List.of(
                                new MicroCredentialVersion.LearningOutcome(text(), null, null, null),
                                new MicroCredentialVersion.LearningOutcome(
                                        text(), text(), "http://data.europa.eu/esco/skill/" + number, "ESCO")),
                "MicroCredential",
                number % 4 == 0
                        ? null
                        : new MicroCredentialVersion.Workload(new BigDecimal("40"), new BigDecimal("1.5")),
                number % 5 == 0 ? null : new MicroCredentialVersion.Level("EQF", "4"),
                "practical examination",
                new BigDecimal("60"),
                new BigDecimal("100"),
                number % 3 == 1 ? null : Period.ofMonths(6 * (1 + number)),
                number % 2 == 0 ? null : new MicroCredentialVersion.Image(id + "/image", "image/png", text()),
                id);
    }

    private List<Content.Evidence> evidence(int count) {
        List<Content.Evidence> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String url = random.nextInt(10) == 0 ? one(URLS) : "https://evidence.example/" + random.nextInt(1_000_000);
            items.add(new Content.Evidence(url, orNot(text()), orNot(text())));
        }
        return items;
    }

    private @Nullable String orNot(String text) {
        return random.nextBoolean() ? text : null;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(100) == 0 ? 300 : random.nextInt(4);
        for (int i = 0; i <= pieces; i++) {
            text.append(one(PIECES));
        }
        return text.toString();
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
