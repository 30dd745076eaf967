package org.testamur.platform.pages;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says how a page is asked for.
 *
 * @param chosen whether the address names the language; links then name it too
 */
public record Visit(PageLanguage language, boolean chosen) {

    /** @param lang the query parameter of this name; a language that is not here counts as none */
    public static Visit of(@Nullable String lang, HttpHeaders headers) {
        return read(lang, headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
    }

    static Visit read(@Nullable String lang, @Nullable String acceptLanguage) {
        Optional<PageLanguage> asked = LanguagePolicy.asked(lang);
        return new Visit(asked.orElseGet(() -> LanguagePolicy.accepted(acceptLanguage)), asked.isPresent());
    }

    /** Links to another page of the platform in the language of this one. */
    public String link(String address) {
        return chosen ? address + "?lang=" + language.tag() : address;
    }
}
