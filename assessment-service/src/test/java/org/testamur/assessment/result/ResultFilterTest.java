package org.testamur.assessment.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Refusal;

class ResultFilterTest {

    private static final UUID ID = UUID.fromString("0193a5c2-6f00-7c4e-9a51-2f6b8d0e1a01");

    @Test
    void nothingAskedShowsAll() {
        assertThat(ResultFilter.of(null, null, null, null, "issuer#asha"))
                .isEqualTo(new ResultFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void meIsTheCaller() {
        assertThat(ResultFilter.of(null, null, null, "me", "issuer#asha").recordedBy())
                .contains("issuer#asha");
    }

    @Test
    void everyWrongParameterIsNamed() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> ResultFilter.of("x", "y", "PASSED", "somebody", "issuer#asha"))
                .satisfies(refusal -> assertThat(refusal.faults())
                        .extracting(Fault::pointer)
                        .containsExactly(
                                "query:microCredentialId", "query:learnerId", "query:outcome", "query:recordedBy"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "1-1-1-1-1", "0193a5c2-6f00-7c4e-9a51-2f6b8d0e1a01 ", "0193a5c26f007c4e9a512f6b8d0e1a01"
            })
    void onlyAWholeUuidIsOne(String text) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> ResultFilter.of(text, null, null, null, "me"));
    }

    @Test
    void learnersSeeTheirOwnWhateverTheyAsk() {
        assertThat(ResultFilter.ofLearner(ID, null, "failed"))
                .isEqualTo(new ResultFilter(
                        Optional.empty(), Optional.of(ID), Optional.of(Outcome.FAILED), Optional.empty()));
    }
}
