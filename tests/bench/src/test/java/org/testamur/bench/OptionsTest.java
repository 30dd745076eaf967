package org.testamur.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static final List<String> ROWS = List.of("template", "flow");

    @Test
    void everythingIsMeasuredUnlessSomethingIsNamed() {
        Options options = Options.of(List.of(), ROWS);
        assertThat(options.longer()).isFalse();
        assertThat(options.wants("template")).isTrue();
        assertThat(options.wants("flow")).isTrue();
    }

    @Test
    void onlyWhatIsNamedIsMeasured() {
        Options options = Options.of(List.of("--long", "--only", "flow"), ROWS);
        assertThat(options.longer()).isTrue();
        assertThat(options.wants("template")).isFalse();
        assertThat(options.wants("flow")).isTrue();
    }

    @Test
    void rowOrOptionThatDoesNotExistIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.of(List.of("--only", "speed"), ROWS))
                .withMessageContaining("speed")
                .withMessageContaining("template, flow");
        assertThatIllegalArgumentException().isThrownBy(() -> Options.of(List.of("--fast"), ROWS));
        assertThatIllegalArgumentException().isThrownBy(() -> Options.of(List.of("--only"), ROWS));
    }
}
