package org.testamur.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.testamur.e2e.Stack;

class SeedTest {

    private final Seed seed = Seed.read(Stack.root().resolve("deploy/local/seed"));

    @Test
    void oneInstitutionIssuesUnderThePlatformAndOneUnderItsOwnHost() {
        assertThat(seed.institution("northfield").body().has("host")).isFalse();
        assertThat(seed.institution("harbour").body().path("host").asText()).isEqualTo("harbour.localhost");
    }

    @Test
    void everyMicroCredentialBelongsToAnInstitutionAndHasAPicture() throws Exception {
        assertThat(seed.microCredentials()).hasSizeGreaterThanOrEqualTo(4);
        for (Seed.MicroCredential microCredential : seed.microCredentials()) {
            assertThat(seed.institution(microCredential.institution())).isNotNull();
            Path image = microCredential.image();
            assertThat(image).exists();
            assertThat(Files.size(image)).isLessThan(100_000);
            assertThat(microCredential.body().path("imageAlternativeText").asText())
                    .isNotBlank();
        }
    }

    @Test
    void microCredentialsAreOfDifferentKinds() {
        assertThat(seed.microCredentials().stream()
                        .map(microCredential ->
                                microCredential.body().path("awardType").asText())
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(4);
        assertThat(seed.microCredential("food-safety-licence")
                        .body()
                        .path("validity")
                        .asText())
                .isEqualTo("P3Y");
    }

    @Test
    void everyOneSaysWhatALearnerWillBeAbleToDo() {
        for (Seed.MicroCredential microCredential : seed.microCredentials()) {
            assertThat(StreamSupport.stream(
                            microCredential.body().path("outcomes").spliterator(), false))
                    .hasSizeGreaterThanOrEqualTo(3)
                    .allSatisfy(
                            outcome -> assertThat(outcome.path("text").asText()).endsWith("."));
        }
    }
}
