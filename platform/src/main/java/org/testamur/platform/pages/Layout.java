package org.testamur.platform.pages;

import io.quarkus.qute.RawString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what the template {@code pages/layout} shows around a page; {@link Pages#layout} makes it.
 *
 * @param description for those who list or share the page
 * @param owner who answers for the page; null for the platform itself
 * @param brand the owner's colours; null for the platform's
 */
public record Layout(
        Visit visit,
        String title,
        @Nullable String description,
        @Nullable Owner owner,
        @Nullable Brand brand,
        RawString css) {

    /**
     * Names the organisation that answers for a page.
     *
     * @param url its own web address
     * @param host the host of that address, empty if there is none
     * @param logo an address that the page's policy allows
     */
    public record Owner(
            String name,
            @Nullable String url,
            String host,
            @Nullable String logo) {}

    public PageLanguage language() {
        return visit.language();
    }

    public List<PageLanguage> languages() {
        return List.of(PageLanguage.values());
    }

    public Layout described(String text) {
        return new Layout(visit, title, text, owner, brand, css);
    }

    public Layout ownedBy(Owner answering) {
        return new Layout(visit, title, description, answering, brand, css);
    }

    /** Takes on the colours of whoever answers for the page; its policy allows them by {@code withBrand}. */
    public Layout coloured(Brand colours) {
        return new Layout(visit, title, description, owner, colours, css);
    }
}
