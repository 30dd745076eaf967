package org.testamur.enrolment.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.platform.problem.Refusal;

class LearnerQueryTest {

    static Stream<Arguments> names() {
        return Stream.of(
                arguments("Mari Tamm", "'mari':* & 'tamm':*"),
                arguments("  ÕUN ", "'oun':*"),
                arguments("O'Brien-Šmidt", "'o':* & 'brien':* & 'smidt':*"),
                arguments("ธิดารัตน์", "'ธิดารัตน์':*"),
                arguments("S-2026", "'s':* & '2026':*"),
                arguments("a & b | !c", "'a':* & 'b':* & 'c':*"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void wordsOfANameAreLookedForWhateverTheirCaseAndAccents(String asked, String words) {
        assertThat(LearnerQuery.of(asked).words()).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"');--", "':*|!", "\\\\", "<->", "((("})
    void nothingThatIsTypedIsAnOperator(String asked) {
        assertThat(LearnerQuery.of(asked).words()).isNull();
    }

    @Test
    void anAddressIsLookedForFromItsBeginning() {
        LearnerQuery query = LearnerQuery.of("Mari.Tamm@Learn");
        assertThat(query.address()).isEqualTo("mari.tamm@learn");
        assertThat(query.words()).isNull();
        assertThat(query.number()).isEqualTo("Mari.Tamm@Learn");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "a", " a ", "\uD83D\uDC69", "a\u0000b", "a\u001bb"})
    void whatIsTooShortOrNoTextIsRefused(String asked) {
        assertThatThrownBy(() -> LearnerQuery.of(asked)).isInstanceOf(Refusal.class);
    }

    @Test
    void aQueryHasAnEnd() {
        assertThatThrownBy(() -> LearnerQuery.of("a".repeat(101))).isInstanceOf(Refusal.class);
        assertThat(LearnerQuery.of("ab ".repeat(30)).words())
                .isEqualTo(String.join(" & ", java.util.Collections.nCopies(8, "'ab':*")));
    }
}
