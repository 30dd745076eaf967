package org.testamur.assessment.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.assessment.reference.Login;
import org.testamur.assessment.reference.Marks;
import org.testamur.platform.problem.Fault;

class ResultPolicyTest {

    private static final Marks MARKS = new Marks(new BigDecimal("60"), new BigDecimal("100"));
    private static final LocalDate ENROLLED = LocalDate.of(2026, 11, 2);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final String LINK = "https://portfolio.northfield.example/w/7f3a";

    private static ResultClaim claim(
            @Nullable String score, @Nullable List<@Nullable Evidence> evidence, @Nullable LocalDate day) {
        return new ResultClaim(score == null ? null : new BigDecimal(score), evidence, day);
    }

    private static List<Fault> faults(ResultClaim claim) {
        return ResultPolicy.faults(claim, MARKS, ENROLLED, TODAY);
    }

    private static List<String> pointers(ResultClaim claim) {
        return faults(claim).stream().map(Fault::pointer).toList();
    }

    private static Evidence link(@Nullable String url) {
        return new Evidence(url, null, null);
    }

    private static Finding finding(String score, List<Evidence> evidence, String day) {
        return new Finding(new BigDecimal(score), evidence, LocalDate.parse(day));
    }

    @ParameterizedTest
    @CsvSource({
        "60, PASSED",
        "60.00, PASSED",
        "6E1, PASSED",
        "60.01, PASSED",
        "100, PASSED",
        "59.99, FAILED",
        "0, FAILED",
        "0.00, FAILED",
        "59, FAILED"
    })
    void passMarkIsInclusive(String score, Outcome expected) {
        assertThat(ResultPolicy.outcome(new BigDecimal(score), MARKS)).isEqualTo(expected);
    }

    @Test
    void everyScorePassesWhereThePassMarkIsZero() {
        Marks attendance = new Marks(BigDecimal.ZERO, BigDecimal.TEN);
        assertThat(ResultPolicy.outcome(BigDecimal.ZERO, attendance)).isEqualTo(Outcome.PASSED);
    }

    @Test
    void aHigherScoreNeverTurnsAPassIntoAFailure() {
        Random random = new Random(20261120);
        for (int i = 0; i < 2_000; i++) {
            Marks marks = new Marks(BigDecimal.valueOf(random.nextInt(10_001), 2), new BigDecimal("100"));
            BigDecimal lower = BigDecimal.valueOf(random.nextInt(10_001), 2);
            BigDecimal higher = lower.add(BigDecimal.valueOf(random.nextInt(500), 2));
            if (ResultPolicy.outcome(lower, marks) == Outcome.PASSED) {
                assertThat(ResultPolicy.outcome(higher, marks)).isEqualTo(Outcome.PASSED);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.01", "60", "99.99", "100", "100.00", "1E2", "78.50", "0E+5", "33.3"})
    void scoresWithinTheRangeAreTaken(String score) {
        assertThat(faults(claim(score, List.of(), TODAY))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.01", "-1", "100.01", "101", "1E3", "1E999999999", "-1E999999999", "10000"})
    void scoresOutsideTheRangeAreRefused(String score) {
        assertThat(faults(claim(score, List.of(), TODAY)))
                .containsExactly(new Fault("/score", "must be from 0 to 100"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"59.999", "0.001", "1E-3", "1E-999999999", "99.9999999"})
    void scoresHaveTwoDecimalsAtMost(String score) {
        assertThat(faults(claim(score, List.of(), TODAY)))
                .containsExactly(new Fault("/score", "must have at most 2 decimals"));
    }

    @Test
    void theRangeIsNamedWithoutExponents() {
        Marks marks = new Marks(BigDecimal.TEN, new BigDecimal("1E3"));
        assertThat(ResultPolicy.faults(claim("1001", null, TODAY), marks, ENROLLED, TODAY))
                .containsExactly(new Fault("/score", "must be from 0 to 1000"));
    }

    @Test
    void whatIsMissingIsNamedAllAtOnce() {
        assertThat(pointers(claim(null, null, null))).containsExactly("/score", "/assessedOn");
    }

    @Test
    void evidenceMayBeAbsentOrEmpty() {
        assertThat(faults(claim("60", null, TODAY))).isEmpty();
        assertThat(faults(claim("60", List.of(), TODAY))).isEmpty();
        assertThat(ResultPolicy.finding(claim("60", null, TODAY)).evidence()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-02", "2026-11-03", "2026-11-20"})
    void theDateIsFromTheEnrolmentToToday(String day) {
        assertThat(faults(claim("60", List.of(), LocalDate.parse(day)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-21", "2027-01-01", "+999999999-12-31"})
    void aDateInTheFutureIsRefused(String day) {
        assertThat(faults(claim("60", List.of(), LocalDate.parse(day))))
                .containsExactly(
                        new Fault("/assessedOn", "must not be in the future: it is 2026-11-20 at the institution"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-01", "1970-01-01", "-999999999-01-01"})
    void aDateBeforeTheEnrolmentIsRefused(String day) {
        assertThat(faults(claim("60", List.of(), LocalDate.parse(day))))
                .containsExactly(new Fault("/assessedOn", "must not be before the enrolment on 2026-11-02"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org",
                "https://example.org/",
                "https://example.org:443/a",
                "https://example.org:65535/a",
                "HTTPS://EXAMPLE.ORG/A",
                "https://example.org/a/b?c=d&e=f",
                "https://example.org/%D7%9C%D7%99",
                "https://example.org/a?q=1@2",
                "https://192.0.2.7/a",
                "https://[2001:db8::1]/a",
                "https://xn--bcher-kva.example/",
                "https://example.org/a;b=c/~d",
                "https://github.com/northfield/parser/tree/3f2c1e9"
            })
    void httpsLinksAreTaken(String url) {
        assertThat(ResultPolicy.urlFault(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org",
                "ftp://example.org/a",
                "javascript:alert(1)",
                "data:text/html,hello",
                "file:///etc/passwd",
                "urn:uuid:0193a5c2-6f00-7c4e-9a51-2f6b8d0e1a01",
                "mailto:a@example.org",
                "//example.org/a",
                "/a/b",
                "example.org",
                "httpsx://example.org",
                "https",
                "."
            })
    void otherSchemesAreRefused(String url) {
        assertThat(ResultPolicy.urlFault(url)).contains("must begin with https://");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user@example.org/",
                "https://user:secret@example.org/",
                "https://@example.org/",
                "https://example.org@evil.example/",
                "https://example.org:443@evil.example/",
                "https://a%40b@example.org"
            })
    void userInfoIsRefused(String url) {
        assertThat(ResultPolicy.urlFault(url)).contains("must hold no user name or password");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/#",
                "https://example.org/a#b",
                "https://example.org/#:~:text=passed",
                "https://example.org/#/route",
                "https://example.org#@evil.example/"
            })
    void fragmentsAreRefused(String url) {
        assertThat(ResultPolicy.urlFault(url).orElse("")).contains("fragment");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://",
                "https:///a",
                "https:a",
                "https:/a",
                "https://?a=b",
                "https://exa_mple.org/",
                "https://-example.org/",
                "https://example..org/",
                "https://%65xample.org/",
                "https://example.org:abc/",
                "https://1.2.3/"
            })
    void whatNamesNoHostIsRefused(String url) {
        assertThat(ResultPolicy.urlFault(url)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org:0/",
                "https://example.org:65536/",
                "https://example.org:99999999999/",
                "https://example.org:/"
            })
    void portsAreRealOnes(String url) {
        assertThat(ResultPolicy.urlFault(url)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " https://example.org",
                "https://example.org ",
                "https://example.org/a b",
                "https://example.org/\u00e9",
                "https://ex\u0430mple.org/",
                "https://example.org/\u202egnp.exe",
                "https://example.org/\u200b",
                "https://example.org/\ud83e\uddea",
                "https://example.org/\n",
                "https://example.org/\u007f"
            })
    void spacesAndForeignCharactersAreRefused(String url) {
        assertThat(ResultPolicy.urlFault(url))
                .contains("must be ASCII without spaces: percent-encode other characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org\\@evil.example/",
                "https:\\\\example.org",
                "https://example.org/%zz",
                "https://example.org/%",
                "https://example.org/<script>",
                "https://example.org/{a}",
                "https://[::1",
                "https://example.org/\"",
                "https://example.org/^",
                "https://example.org/|"
            })
    void malformedLinksAreRefused(String url) {
        assertThat(ResultPolicy.urlFault(url).orElse("")).startsWith("is no URL");
    }

    @Test
    void aLinkMustBeThere() {
        assertThat(ResultPolicy.urlFault(null)).contains("must be given");
        assertThat(ResultPolicy.urlFault("")).contains("must be given");
        assertThat(pointers(claim("60", List.of(link(null)), TODAY))).containsExactly("/evidence/0/url");
        assertThat(faults(claim("60", Collections.singletonList(null), TODAY)))
                .containsExactly(new Fault("/evidence/0", "must be an object"));
    }

    @Test
    void aLinkHasALength() {
        String longest = "https://example.org/" + "a".repeat(ResultPolicy.LONGEST_URL - 20);
        assertThat(ResultPolicy.urlFault(longest)).isEmpty();
        assertThat(ResultPolicy.urlFault(longest + "a")).contains("must have at most 2048 characters");
    }

    @Test
    void namesAndDescriptionsHaveALengthInCharactersNotInUnits() {
        String name = "🧪".repeat(ResultPolicy.LONGEST_NAME);
        String description = "ש".repeat(ResultPolicy.LONGEST_DESCRIPTION);
        assertThat(faults(claim("60", List.of(new Evidence(LINK, name, description)), TODAY)))
                .isEmpty();
        assertThat(pointers(claim("60", List.of(new Evidence(LINK, name + "🧪", description + "ש")), TODAY)))
                .containsExactly("/evidence/0/name", "/evidence/0/description");
    }

    @Test
    void namesAndDescriptionsOfEvidenceShowWhatTheySay() {
        assertThat(pointers(claim(
                        "60",
                        List.of(new Evidence(LINK, "thesis\u202Efdp.exe", "line one\nline two \u2066x\u2069")),
                        TODAY)))
                .containsExactly("/evidence/0/name", "/evidence/0/description");
        assertThat(faults(claim("60", List.of(new Evidence(LINK, "گل\u200Cمحمدی", "שורה\n\u200F(60 %)\u200F")), TODAY)))
                .isEmpty();
    }

    @Test
    void blankNamesAreLeftOutInstead() {
        assertThat(pointers(claim("60", List.of(new Evidence(LINK, " ", "")), TODAY)))
                .containsExactly("/evidence/0/name", "/evidence/0/description");
    }

    @Test
    void thereAreTwentyLinksAtMost() {
        List<@Nullable Evidence> twenty = new ArrayList<>(
                IntStream.range(0, 20).mapToObj(i -> link(LINK + i)).toList());
        assertThat(faults(claim("60", twenty, TODAY))).isEmpty();
        twenty.add(link(LINK));
        assertThat(faults(claim("60", twenty, TODAY)))
                .containsExactly(new Fault("/evidence", "must hold at most 20 links"));
    }

    @Test
    void aLinkStandsOnce() {
        assertThat(faults(claim("60", List.of(link(LINK), link(LINK + "b"), link(LINK)), TODAY)))
                .containsExactly(new Fault("/evidence/2/url", "is given twice"));
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        assertThat(pointers(claim(
                        "150",
                        Arrays.asList(link("http://example.org"), link(LINK), new Evidence(LINK, "", null)),
                        TODAY.plusDays(1))))
                .containsExactly("/score", "/evidence/0/url", "/evidence/2/url", "/evidence/2/name", "/assessedOn");
    }

    @ParameterizedTest
    @CsvSource({"78, 78.00", "78.5, 78.50", "100, 1E2", "0, 0.00", "0, 0E+3"})
    void aNumberIsTheSameHoweverItIsWritten(String one, String other) {
        Finding first = finding(one, List.of(link(LINK)), "2026-11-20");
        assertThat(ResultPolicy.repeats(finding(other, List.of(link(LINK)), "2026-11-20"), first, Outcome.PASSED))
                .isTrue();
        assertThat(first.score().toString()).doesNotContain("E");
    }

    @Test
    void anyDifferenceIsAChange() {
        Finding present = finding("78", List.of(link(LINK), link(LINK + "b")), "2026-11-20");
        for (Finding other : List.of(
                finding("78.01", present.evidence(), "2026-11-20"),
                finding("78", present.evidence(), "2026-11-19"),
                finding("78", List.of(), "2026-11-20"),
                finding("78", List.of(link(LINK)), "2026-11-20"),
                finding("78", present.evidence().reversed(), "2026-11-20"),
                finding("78", List.of(new Evidence(LINK, "Named now", null), link(LINK + "b")), "2026-11-20"))) {
            assertThat(ResultPolicy.repeats(other, present, Outcome.PASSED)).isFalse();
            assertThat(ResultPolicy.repeats(other, present, Outcome.FAILED)).isFalse();
        }
    }

    @Test
    void recordingAgainAfterAWithdrawalIsAChange() {
        Finding present = finding("78", List.of(), "2026-11-20");
        assertThat(ResultPolicy.repeats(present, present, Outcome.WITHDRAWN)).isFalse();
        assertThat(ResultPolicy.repeats(present, present, Outcome.FAILED)).isTrue();
    }

    @Test
    void anyOfTheLearnersLogInsIsTheirOwn() {
        Set<Login> learner = Set.of(
                new Login("https://id.example/realms/a", "asha"), new Login("https://id.example/realms/b", "asha-2"));
        assertThat(ResultPolicy.isOwn(new Login("https://id.example/realms/a", "asha"), learner))
                .isTrue();
        assertThat(ResultPolicy.isOwn(new Login("https://id.example/realms/b", "asha-2"), learner))
                .isTrue();
    }

    @Test
    void theSameSubjectOfAnotherIssuerIsSomebodyElse() {
        Set<Login> learner = Set.of(new Login("https://id.example/realms/a", "asha"));
        assertThat(ResultPolicy.isOwn(new Login("https://id.example/realms/b", "asha"), learner))
                .isFalse();
        assertThat(ResultPolicy.isOwn(new Login("https://id.example/realms/a", "Asha"), learner))
                .isFalse();
        assertThat(ResultPolicy.isOwn(new Login("https://id.example/realms/a", "asha"), Set.of()))
                .isFalse();
    }

    @Test
    void aRevisionIsTheLearnersOwnWorkWhenOneOfTheirLogInsMadeIt() {
        Set<Login> learner = Set.of(new Login("https://id.example/realms/a", "asha"));
        assertThat(ResultPolicy.isOwnWork("https://id.example/realms/a#asha", learner))
                .isTrue();
        assertThat(ResultPolicy.isOwnWork("https://id.example/realms/b#asha", learner))
                .isFalse();
        assertThat(ResultPolicy.isOwnWork("https://id.example/realms/a#asha", Set.of()))
                .isFalse();
    }
}
