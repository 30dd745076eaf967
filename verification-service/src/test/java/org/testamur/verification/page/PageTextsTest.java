package org.testamur.verification.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.testamur.platform.pages.PageLanguage;
import org.testamur.testing.MessageFiles;

class PageTextsTest {

    @Test
    void everyLanguageHasEveryText() {
        List<String> translations = Arrays.stream(PageLanguage.values())
                .filter(language -> language != PageLanguage.ENGLISH)
                .map(PageLanguage::tag)
                .toList();
        assertThat(MessageFiles.faults(PageTexts.class, translations)).isEmpty();
        assertThat(MessageFiles.faults(AccessibilityTexts.class, translations)).isEmpty();
    }
}
