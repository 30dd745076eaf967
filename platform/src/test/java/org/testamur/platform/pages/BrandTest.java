package org.testamur.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrandTest {

    private static final String[] LIGHT = {"#f4f5f7", "#ffffff", "#ebeef1"};
    private static final String[] DARK = {"#0d1116", "#151a20", "#1d242c"};

    @Test
    void anyColourIsMadeReadable() {
        Random random = new Random(7);
        for (int i = 0; i < 5000; i++) {
            String colour = "#%06x".formatted(random.nextInt(1 << 24));
            Map<String, String> made = made(colour);
            assertThat(ratio("#ffffff", of(made, "band"))).as(colour).isGreaterThanOrEqualTo(7);
            for (String ground : LIGHT) {
                assertThat(ratio(of(made, "on-light"), ground)).as(colour).isGreaterThanOrEqualTo(4.5);
            }
            for (String ground : DARK) {
                assertThat(ratio(of(made, "on-dark"), ground)).as(colour).isGreaterThanOrEqualTo(4.5);
            }
            // Upon buttons.
            assertThat(ratio("#ffffff", of(made, "on-light"))).as(colour).isGreaterThanOrEqualTo(4.5);
            assertThat(ratio("#0d1116", of(made, "on-dark"))).as(colour).isGreaterThanOrEqualTo(4.5);
        }
    }

    @Test
    void aReadableColourStaysAsItIs() {
        assertThat(made("#14324a")).containsEntry("band", "#14324a").containsEntry("on-light", "#14324a");
        assertThat(made("#e8c268")).containsEntry("on-dark", "#e8c268");
    }

    @Test
    void whatPagesShowInItsPlaceIsSaidOfAColourThatIsTooLightAndOfNoOther() {
        Random random = new Random(11);
        for (int i = 0; i < 5000; i++) {
            String colour = "#%06x".formatted(random.nextInt(1 << 24));
            Map<String, String> made = made(colour);
            boolean stays =
                    of(made, "band").equals(colour) && of(made, "on-light").equals(colour);
            assertThat(Brand.replacement(colour).isEmpty()).as(colour).isEqualTo(stays);
            Brand.replacement(colour).ifPresent(shown -> {
                assertThat(shown.contrast()).as(colour).isLessThan(shown.needed());
                assertThat(shown.contrast()).as(colour).isEqualTo(ratio("#ffffff", colour));
                assertThat(shown.band()).isEqualTo(of(made, "band"));
                assertThat(shown.onLight()).isEqualTo(of(made, "on-light"));
            });
        }
        assertThat(Brand.replacement("#14324a")).isEmpty();
        assertThat(Brand.replacement("#ffcc00")).isPresent();
        assertThat(Brand.replacement(null)).isEmpty();
        assertThat(Brand.replacement("navy")).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "red",
                "#fff",
                "#12345",
                "#1234567",
                "#14324a}body{display:none",
                "#\u0661\u0661\u0661\u0661\u0661\u0661"
            })
    void anythingElseIsNoColour(String text) {
        assertThat(Brand.of(text)).isEmpty();
    }

    @Test
    void thePolicyAllowsItBesideTheLayoutsStyle() {
        Brand brand = Brand.of("#175080").orElseThrow();
        assertThat(SecurityPolicy.strict().withBrand(brand).header("'sha256-x'"))
                .contains("style-src 'sha256-x' 'sha256-"
                        + StyleSheet.sha256(brand.css().getValue()) + "';");
    }

    private static Map<String, String> made(String colour) {
        Map<String, String> made = new HashMap<>();
        Pattern.compile("--brand-([a-z-]+):(#[0-9a-f]{6})")
                .matcher(Brand.of(colour).orElseThrow().css().getValue())
                .results()
                .forEach(token -> made.put(token.group(1), token.group(2)));
        assertThat(made).hasSize(4);
        return made;
    }

    private static String of(Map<String, String> made, String name) {
        return Objects.requireNonNull(made.get(name), name);
    }

    private static double ratio(String one, String other) {
        return Contrast.ratio(Contrast.rgb(one), Contrast.rgb(other));
    }
}
