package org.testamur.catalog.organisation;

/** How a brand colour is written. */
final class BrandColour {

    static final String SHAPE = "#[0-9A-Fa-f]{6}";
    static final String EXPECTED = "must be a colour such as #14324a: # and six hexadecimal digits";

    private BrandColour() {}
}
