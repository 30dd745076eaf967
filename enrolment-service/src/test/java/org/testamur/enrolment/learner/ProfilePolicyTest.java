package org.testamur.enrolment.learner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.enrolment.learner.ProfilePolicy.ProfileDecision;
import org.testamur.enrolment.learner.ProfilePolicy.Vouched;
import org.testamur.platform.problem.Fault;

class ProfilePolicyTest {

    private static final String DID = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
    private static final Profile MARI = new Profile("Mari Tamm", "mari@example.org", true, DID);
    private static final Vouched TOKEN = vouched("Mari Tamm", "mari@example.org");
    private static final Vouched SILENT = new Vouched(Optional.empty(), Optional.empty(), Optional.empty());

    @Test
    void newcomerTakesWhatTheTokenVouchesFor() {
        assertThat(decide(request(null, null, null), null, TOKEN))
                .isEqualTo(new ProfileDecision.Accepted(new Profile("Mari Tamm", "mari@example.org", true, null)));
    }

    @Test
    void newcomerMayCallThemselvesOtherwise() {
        assertThat(held(decide(request("Mari", null, null), null, TOKEN)).name())
                .isEqualTo("Mari");
    }

    @Test
    void surroundingSpaceIsNoPartOfAName() {
        assertThat(held(decide(request(" Mari ", null, null), null, TOKEN)).name())
                .isEqualTo("Mari");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ליאה אברמוב", "ليلى بن يوسف", "𠮷野 🎓", "Ó Súilleabháin", "Nguyễn Thị Ánh"})
    void namesOfAnyScriptStayAsTheyAre(String name) {
        assertThat(held(decide(request(name, null, null), null, TOKEN)).name()).isEqualTo(name);
        assertThat(held(decide(request(null, null, null), null, vouched(name, "a@example.org")))
                        .name())
                .isEqualTo(name);
    }

    @Test
    void allThatIsMissingIsNamedAtOnce() {
        assertThat(faults(decide(request(null, null, null), null, SILENT)))
                .extracting(Fault::pointer)
                .containsExactly("/name", "/email");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "Mari\nTamm", "Mari\u0000Tamm", "Mari\ud800"})
    void tokensNameThatCannotStandInACredentialIsNotTaken(String name) {
        assertThat(faults(decide(request(null, null, null), null, vouched(name, "mari@example.org"))))
                .extracting(Fault::pointer)
                .containsExactly("/name");
    }

    @Test
    void tokensNameThatIsTooLongIsNotTaken() {
        assertThat(faults(decide(request(null, null, null), null, vouched("n".repeat(201), "mari@example.org"))))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"mari@example.org", "MARI@example.org", "Mari@Example.ORG"})
    void addressIsTheTokensInWhateverCase(String asked) {
        assertThat(held(decide(request("Mari", asked, null), null, TOKEN)).email())
                .isEqualTo("mari@example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other@example.org", "mari@example.com", "", "mari"})
    void anotherAddressIsRefused(String asked) {
        assertThat(faults(decide(request("Mari", asked, null), null, TOKEN)))
                .extracting(Fault::pointer)
                .containsExactly("/email");
    }

    @Test
    void unverifiedAddressIsNone() {
        assertThat(faults(decide(
                        request("Mari", "mari@example.org", null),
                        null,
                        new Vouched(Optional.of("Mari"), Optional.empty(), Optional.empty()))))
                .extracting(Fault::pointer)
                .containsExactly("/email");
    }

    @Test
    void absentNameAndAddressStayAsHeld() {
        assertThat(held(decide(request(null, null, DID), MARI, vouched("Other", "other@example.org"))))
                .isEqualTo(MARI);
    }

    @Test
    void heldAddressMayBeSaidAgainWithAnyLogIn() {
        assertThat(held(decide(request(null, "mari@example.org", DID), MARI, SILENT)))
                .isEqualTo(MARI);
    }

    @Test
    void heldAddressGivesWayToTheOneOfAnotherLogIn() {
        assertThat(held(decide(request(null, "m@work.example", DID), MARI, vouched("M", "m@work.example")))
                        .email())
                .isEqualTo("m@work.example");
    }

    @Test
    void heldDidStaysWhetherItIsSaidAgainOrNot() {
        assertThat(held(decide(request(null, null, null), MARI, TOKEN)).did()).isEqualTo(DID);
        assertThat(held(decide(request(null, null, DID), MARI, TOKEN)).did()).isEqualTo(DID);
    }

    @Test
    void anotherDidIsTakenByProofAlone() {
        assertThat(faults(decide(request(null, null, "did:web:mari.example"), MARI, TOKEN)))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.pointer()).isEqualTo("/did");
                    assertThat(fault.detail()).contains("/enrolment/learners/me/did-challenges");
                });
        assertThat(faults(decide(request("Mari", null, DID), null, TOKEN)))
                .extracting(Fault::pointer)
                .containsExactly("/did");
    }

    @Test
    void learnerOfWhomStaffKnowNoAddressMayGoOnWithoutOne() {
        assertThat(held(decide(request("Mari", null, null), new Profile("Mari", null, false, null), SILENT))
                        .email())
                .isNull();
    }

    @Test
    void whatStaffWroteIsVerifiedByATokenThatVouchesForTheSameAddressAlone() {
        Profile written = new Profile("Mari Tamm", "Mari@example.org", false, null);
        assertThat(held(decide(request(null, null, null), written, TOKEN)))
                .isEqualTo(new Profile("Mari Tamm", "mari@example.org", true, null));
        assertThat(held(decide(request(null, null, null), written, vouched("Mari Tamm", "other@example.org"))))
                .isEqualTo(written);
        assertThat(held(decide(request(null, "Mari@example.org", null), written, SILENT)))
                .isEqualTo(written);
        assertThat(held(decide(request(null, "other@example.org", null), written, vouched("x", "other@example.org"))))
                .isEqualTo(new Profile("Mari Tamm", "other@example.org", true, null));
        assertThat(held(decide(request(null, null, null), MARI, SILENT)).emailVerified())
                .isTrue();
    }

    @Test
    void onlyATrustedIssuerVouchesForExactlyTheName() {
        Vouched trusted = new Vouched(
                Optional.of(" Nguye\u0302\u0303n Thi\u0323 A\u0301nh"),
                Optional.empty(),
                Optional.of("https://id.example"));
        assertThat(trusted.authorityFor("Nguyễn Thị Ánh")).contains("https://id.example");
        assertThat(trusted.authorityFor("Nguyễn Thị Anh")).isEmpty();
        assertThat(trusted.authorityFor("nguyễn thị ánh")).isEmpty();
        assertThat(vouched("Mari", "mari@example.org").authorityFor("Mari")).isEmpty();
        assertThat(new Vouched(Optional.empty(), Optional.empty(), Optional.of("https://id.example")).authorityFor(""))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u200B",
                "\u3164",
                "Mari\u202Emmat",
                "\u2066Mari\u2069",
                "Mari\uDB40\uDC41",
                "Mari\uE000",
                ".",
                "-",
                "42"
            })
    void nameThatShowsNothingOrSomethingElseIsRefusedWhereverItComesFrom(String name) {
        assertThat(faults(decide(request(name, null, null), null, TOKEN)))
                .extracting(Fault::pointer)
                .containsExactly("/name");
        assertThat(faults(decide(request(null, null, null), null, vouched(name, "mari@example.org"))))
                .extracting(Fault::pointer)
                .containsExactly("/name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Suu", "O", "علی\u200Cرضا", "ශ්\u200Dරී", "王"})
    void singleNamesAreNames(String name) {
        assertThat(held(decide(request(null, null, null), null, vouched(name, "a@example.org")))
                        .name())
                .isEqualTo(name);
    }

    @Test
    void nameIsKeptInComposedForm() {
        assertThat(held(decide(request("\u3000Jose\u0301\u00A0", null, null), null, TOKEN))
                        .name())
                .isEqualTo("José");
    }

    private static ProfileDecision decide(ProfileRequest request, @Nullable Profile held, Vouched vouched) {
        return ProfilePolicy.decide(request, held, vouched);
    }

    private static Profile held(ProfileDecision decision) {
        assertThat(decision).isInstanceOf(ProfileDecision.Accepted.class);
        return ((ProfileDecision.Accepted) decision).profile();
    }

    private static List<Fault> faults(ProfileDecision decision) {
        assertThat(decision).isInstanceOf(ProfileDecision.Rejected.class);
        return ((ProfileDecision.Rejected) decision).faults();
    }

    private static ProfileRequest request(@Nullable String name, @Nullable String email, @Nullable String did) {
        return new ProfileRequest(name, email, did);
    }

    private static Vouched vouched(String name, String email) {
        return new Vouched(Optional.of(name), Optional.of(email), Optional.empty());
    }
}
