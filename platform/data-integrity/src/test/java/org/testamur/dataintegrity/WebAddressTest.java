package org.testamur.dataintegrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However an address is written, it is the same; and another one is another. */
class WebAddressTest {

    private static final String ID = "/credentials/0197b2f0-4b1e-8a77-9c3e-2f6d1a0b5c4d";
    private static final WebAddress OURS = of("https://badges.b\u00FCcher.example/credentials");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTPS://badges.b\u00FCcher.example",
                "http://badges.b\u00FCcher.example",
                "https://BADGES.B\u00DCCHER.EXAMPLE",
                "https://badges.xn--bcher-kva.example",
                "https://Badges.XN--Bcher-KVA.example",
                "https://badges.bu\u0308cher.example",
                "https://badges\u3002b\u00FCcher\uFF0Eexample",
                "https://\uFF42adges.b\u00FCcher.example",
                "https://b\u00ADadges.b\u00FCcher.example",
                "https://badges.b%C3%BCcher.example",
                "https://%62adges.b\u00FCcher.example",
                "https://badges.b\u00FCcher.example.",
                "https://badges.b\u00FCcher.example:443",
                "https://badges.b\u00FCcher.example:0443",
                "https://badges.b\u00FCcher.example:",
                "http://badges.b\u00FCcher.example:80",
                "https://badges.b\u00FCcher.example.:443",
                "https://anna@badges.b\u00FCcher.example",
                "https://anna:secret@badges.b\u00FCcher.example:443",
                "https://other.example:443@badges.b\u00FCcher.example",
                "https:badges.b\u00FCcher.example",
                "https:/badges.b\u00FCcher.example",
                "https:\\\\badges.b\u00FCcher.example",
                "https:////badges.b\u00FCcher.example",
                " https://badges.b\u00FCcher.example",
                "ht\ttps://badges.b\u00FC\ncher.example"
            })
    void theHostIsOursInEachWayOfWritingIt(String begin) {
        assertThat(of(begin + ID)).isEqualTo(of("https://badges.b\u00FCcher.example" + ID));
        assertThat(of(begin + ID).isIn(OURS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/credentials/1",
                "/credentials",
                "/credentials/",
                "/credentials?id=1",
                "/credentials/1?x=/../..",
                "/credentials/1#/../..",
                "//credentials//1",
                "/./credentials/1",
                "/a/../credentials/1",
                "/../credentials/1",
                "/a/%2e%2E/credentials/1",
                "/credentials/./1",
                "/credentials/a/../1",
                "/%63redentials/1",
                "/credential%73/1",
                "\\credentials\\1",
                "/credentials;v=1/1;w=2",
                "/;x/credentials/1"
            })
    void thePathIsOursInEachWayOfWritingIt(String path) {
        assertThat(of("https://badges.b\u00FCcher.example" + path).isIn(OURS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://badges.bucher.example/credentials/1",
                "https://badges.b\u00FCcher.example.evil.example/credentials/1",
                "https://evil.example/badges.b\u00FCcher.example/credentials/1",
                "https://badges.b\u00FCcher.example@evil.example/credentials/1",
                "https://evil.example?@badges.b\u00FCcher.example/credentials/1",
                "https://badges.b\u00FCcher.example:444/credentials/1",
                "https://badges.b\u00FCcher.example:80/credentials/1",
                "http://badges.b\u00FCcher.example:443/credentials/1",
                "https://badges.b\u00FCcher.example/credentialsx/1",
                "https://badges.b\u00FCcher.example/Credentials/1",
                "https://badges.b\u00FCcher.example/credentials/../1",
                "https://badges.b\u00FCcher.example/credentials%2F1",
                "https://badges.b\u00FCcher.example/x/credentials/1",
                "https://badges.b\u00FCcher.example?/credentials/1"
            })
    void anotherAddressIsAnother(String url) {
        assertThat(of(url).isIn(OURS)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "urn:uuid:0197b2f0-4b1e-8a77-9c3e-2f6d1a0b5c4d",
                "did:web:badges.example",
                "//badges.example/credentials/1",
                "ftp://badges.example/credentials/1",
                "httpsx://badges.example/",
                "https:",
                "https://",
                "https://anna@/x"
            })
    void whatIsNoAddressOfTheWebIsNone(String url) {
        assertThat(WebAddress.of(url)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://localhost:8443/credentials/1, localhost:8443, /credentials/1",
        "http://LOCALHOST:8443, localhost:8443, ''",
        "https://[2001:DB8::1]:443/a, [2001:db8::1], /a",
        "https://[2001:db8::1]:8443/a%2fb, [2001:db8::1]:8443, /a%2Fb",
        "https://a.example/%e2%82%ac, a.example, /%E2%82%AC",
        "https://a.example/\u20AC, a.example, /%E2%82%AC",
        "https://a.example/%zz%%341, a.example, /%25zz%2541",
        "https://a_b.example/~x, a_b.example, /~x"
    })
    void itIsReadAsItShouldBe(String url, String authority, String path) {
        assertThat(of(url)).isEqualTo(new WebAddress(authority, path));
    }

    @Property(tries = 1_000)
    void howeverOftenItIsRewrittenItStaysTheSame(@ForAll long seed) {
        Random random = new Random(seed);
        String host = "badges.example";
        String path = ID;
        List<UnaryOperator<String>> hosts = List.of(
                text -> anyCase(text, random),
                text -> escaped(text, random),
                text -> text.endsWith(".") || text.contains("%") ? text : text + ".");
        List<UnaryOperator<String>> paths = List.of(
                text -> escaped(text, random),
                text -> "/x/.." + text,
                text -> text.replaceFirst("/", "/./"),
                text -> text.replaceFirst("/", "//"),
                text -> "/%2E" + text,
                text -> text + "/%2e/y/..");
        for (int i = random.nextInt(4); i >= 0; i--) {
            host = hosts.get(random.nextInt(hosts.size())).apply(host);
            path = paths.get(random.nextInt(paths.size())).apply(path);
        }
        String url = anyCase("https", random) + "://" + (random.nextBoolean() ? "u:p@" : "") + host
                + (random.nextBoolean() ? ":443" : "") + path + (random.nextBoolean() ? "?q#f" : "");
        assertThat(of(url)).as(url).isEqualTo(of("https://badges.example" + ID));
        assertThat(of(url).lastSegment()).isEqualTo(ID.substring(ID.lastIndexOf('/') + 1));
    }

    @Property(tries = 1_000)
    void whateverIsBroughtItEndsAndIsNormalAlready(@ForAll String text) {
        WebAddress.of("https://" + text)
                .ifPresent(address -> assertThat(address.path()).doesNotContain("//", "\\"));
        WebAddress.of("https://a.example/" + text)
                .ifPresent(address ->
                        assertThat(of("https://a.example" + address.path())).isEqualTo(address));
    }

    @Example
    void aPairOfSurrogatesAndHalfOfOneAreRead() {
        assertThat(of("https://a.example/\uD83C\uDF93").path()).isEqualTo("/%F0%9F%8E%93");
        assertThat(of("https://a.example/\uD83C").path()).isEqualTo("/%3F");
    }

    @Test
    void theLongestIsReadInNoTime() {
        assertThat(of("https://a.example/" + "x/../".repeat(200_000) + "%2e/".repeat(100_000) + "z")
                        .path())
                .isEqualTo("/z");
    }

    private static WebAddress of(String url) {
        return WebAddress.of(url).orElseThrow();
    }

    private static String anyCase(String text, Random random) {
        StringBuilder out = new StringBuilder();
        for (String letter : letters(text)) {
            out.append(random.nextBoolean() ? letter.toUpperCase(Locale.ROOT) : letter);
        }
        return out.toString();
    }

    private static String escaped(String text, Random random) {
        StringBuilder out = new StringBuilder();
        for (String letter : letters(text)) {
            boolean unreserved = letter.matches("[A-Za-z0-9-]");
            out.append(
                    unreserved && random.nextInt(4) == 0
                            ? String.format(
                                    Locale.ROOT, random.nextBoolean() ? "%%%02x" : "%%%02X", (int) letter.charAt(0))
                            : letter);
        }
        return out.toString();
    }

    /** Escapes stay whole. */
    private static List<String> letters(String text) {
        List<String> letters = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            int end = text.charAt(i) == '%' ? i + 3 : i + 1;
            letters.add(text.substring(i, end));
            i = end - 1;
        }
        return letters;
    }
}
