package org.testamur.enrolment.learner;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileRequestTest {

    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
                "did:web:mari.example",
                "did:web:localhost%3A8443:people:mari",
                "did:example:a-b_c.d"
            })
    void didsAreTaken(String did) {
        assertThat(faults(null, did)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "did",
                "did:",
                "did:key",
                "did:key:",
                "did:Key:abc",
                "did:key:a b",
                "did:web:a/b",
                "did:key:abc#key-1",
                "https://mari.example",
                "did:web:%zz"
            })
    void whatIsNoDidIsRefused(String did) {
        assertThat(faults(null, did)).containsExactly("did");
    }

    @Test
    void longNonsenseIsRefusedAtOnce() {
        assertThat(faults(null, "did:a" + ":".repeat(2000) + "!")).containsExactly("did");
        assertThat(faults(null, "did:a:" + "x".repeat(2000) + "!")).containsExactly("did");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u3000 ", "Mari\nTamm", "Mari\tTamm"})
    void namesAreOneLineThatIsNotBlank(String name) {
        assertThat(faults(name, null)).contains("name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mari Tamm", " Mari", "ליאה", "𠮷", "O"})
    void namesAreTaken(String name) {
        assertThat(faults(name, null)).isEmpty();
    }

    @Test
    void aNameHasAnEnd() {
        assertThat(faults("n".repeat(200), null)).isEmpty();
        assertThat(faults("n".repeat(201), null)).containsExactly("name");
    }

    private static List<String> faults(@Nullable String name, @Nullable String did) {
        return VALIDATOR.validate(new ProfileRequest(name, null, did)).stream()
                .map(violation -> violation.getPropertyPath().toString())
                .distinct()
                .toList();
    }
}
