package org.testamur.verification.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageLinksTest {

    private static final String NUMBER = "64026f7c-e7a4-868c-8b09-b4a2d6130f6a";

    @ParameterizedTest
    @ValueSource(
            strings = {
                NUMBER,
                "  64026F7C-E7A4-868C-8B09-B4A2D6130F6A\n",
                "https://testamur.example/verify/" + NUMBER,
                "https://testamur.example/verify/" + NUMBER + "?lang=et#checks",
                "https://harbour.example/credentials/" + NUMBER + "/",
                "See <https://testamur.example/verify/" + NUMBER + ">.",
                "https://a.example/00000000-0000-0000-0000-000000000000/verify/" + NUMBER,
            })
    void aNumberIsFoundInWhatPeoplePaste(String text) {
        assertThat(PageLinks.number(text)).contains(UUID.fromString(NUMBER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Food Safety Licence",
                "1-1-1-1-1",
                "64026f7c-e7a4-868c-8b09-b4a2d613",
                NUMBER + "0",
                "x" + NUMBER,
                NUMBER + "-1",
            })
    void whatHoldsNoNumberIsNone(String text) {
        assertThat(PageLinks.number(text)).isEmpty();
    }

    @Test
    void anEndlessTextIsReadToItsLimit() {
        assertThat(PageLinks.number("-".repeat(5_000_000))).isEmpty();
        assertThat(PageLinks.number(" ".repeat(5000) + NUMBER)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://northfield.example", "http://data.europa.eu/esco/skill/1", "HTTPS://x.example/?a=b"})
    void anAddressOfTheWebMayBeFollowed(String address) {
        assertThat(PageLinks.web(address)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JaVaScRiPt://x.example/%0aalert(1)",
                "data:text/html,<script>",
                "vbscript:x",
                "file:///etc/passwd",
                "//x.example",
                "/x",
                "https:///x",
                "https://user@x.example",
                "https://x.example/ <b>",
                "",
            })
    void anythingElseIsNoLink(String address) {
        assertThat(PageLinks.web(address)).isEmpty();
    }

    @Test
    void aMessageNamesTheCredentialAndItsPage() {
        assertThat(PageLinks.mail("Food & drink +1?", "https://t.example/verify/1"))
                .isEqualTo("mailto:?subject=Food%20%26%20drink%20%2B1%3F&body=https%3A%2F%2Ft.example%2Fverify%2F1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Food Safety Licence          | food-safety-licence-64026f7c
        Küche & Hygiene: Stufe 2     | kuche-hygiene-stufe-2-64026f7c
        ../../etc/passwd             | etc-passwd-64026f7c
        'a"; filename="x.exe'        | a-filename-x-exe-64026f7c
        سلامة الغذاء                 | badge-64026f7c
        ''                           | badge-64026f7c
        """)
    void aFileIsNamedAfterItsAward(String name, String file) {
        assertThat(PageLinks.fileName(name, UUID.fromString("64026f7c-e7a4-868c-8b09-b4a2d6130f6a")))
                .isEqualTo(file);
    }
}
