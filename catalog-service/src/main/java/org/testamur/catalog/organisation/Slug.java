package org.testamur.catalog.organisation;

/** Defines the form of an organisation's short name. */
final class Slug {

    static final String SHAPE = "^[a-z][a-z0-9-]{1,62}$";
    static final String EXPECTED = "must be 2 to 63 small letters, digits and hyphens, and begin with a letter";

    private Slug() {}
}
