package org.testamur.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testamur.testing.MessageFiles;

class LanguagePolicyTest {

    static final List<String> TRANSLATIONS = Arrays.stream(PageLanguage.values())
            .filter(language -> language != PageLanguage.ENGLISH)
            .map(PageLanguage::tag)
            .toList();

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -  | -                                   | ENGLISH
            -  | ''                                  | ENGLISH
            -  | et                                  | ESTONIAN
            -  | ET-ee                               | ESTONIAN
            -  | fr, et;q=0.5, en;q=0.4              | ESTONIAN
            -  | de-AT, de;q=0.9, en;q=0.5           | GERMAN
            -  | es-419,es;q=0.9,en;q=0.8            | SPANISH
            de | es                                  | GERMAN
            -  | en-GB,en;q=0.9,ar;q=0.8             | ENGLISH
            -  | ar-EG;q=0.9, et;q=0.8               | ARABIC
            -  | no                                  | NORWEGIAN
            -  | nn-NO, nb;q=0.9                     | NORWEGIAN
            -  | nb;q=0, en;q=0.1                    | ENGLISH
            -  | nb;q=0                              | ENGLISH
            -  | *                                   | ENGLISH
            -  | *;q=0.5, et;q=0.6                   | ESTONIAN
            -  | et;q=2, nb;q=0.1                    | NORWEGIAN
            -  | et;q=x                              | ENGLISH
            -  | ;;;,,,;q=                           | ENGLISH
            -  | estonian                            | ENGLISH
            ar | et                                  | ARABIC
            nb | -                                   | NORWEGIAN
            xx | et                                  | ESTONIAN
            '' | et                                  | ESTONIAN
            ../ar | -                                | ENGLISH
            """)
    void theAddressComesFirstThenTheBrowsersBest(String lang, String accepted, PageLanguage expected) {
        assertThat(Visit.read(lang, accepted).language()).isEqualTo(expected);
    }

    @Test
    void anEndlessListIsReadToItsThirtieth() {
        assertThat(LanguagePolicy.accepted("fr,".repeat(29) + "et")).isEqualTo(PageLanguage.ESTONIAN);
        assertThat(LanguagePolicy.accepted("fr,".repeat(5000) + "et")).isEqualTo(PageLanguage.ENGLISH);
    }

    @Test
    void linksNameTheLanguageThatWasChosen() {
        assertThat(Visit.read("et", null).link("/verify")).isEqualTo("/verify?lang=et");
        assertThat(Visit.read(null, "et").link("/verify")).isEqualTo("/verify");
    }

    @Test
    void everyLanguageHasEveryText() {
        assertThat(MessageFiles.faults(LayoutTexts.class, TRANSLATIONS)).isEmpty();
    }

    @Test
    void aLanguageWithoutFileIsNoticed() {
        assertThat(MessageFiles.faults(LayoutTexts.class, List.of("xx")))
                .hasSize(LayoutTexts.class.getMethods().length)
                .contains("messages/layout_xx.properties has no skip");
    }
}
