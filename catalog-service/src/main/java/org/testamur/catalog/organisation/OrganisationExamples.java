package org.testamur.catalog.organisation;

/** Holds the examples of the OpenAPI document. */
final class OrganisationExamples {

    static final String INSTITUTION_SET_UP = """
            {"slug": "northfield", "name": "Northfield University", "url": "https://northfield.example.edu/",
             "country": "EE", "timeZone": "Europe/Tallinn", "languages": ["et", "en"],
             "brandColour": "#14324a"}""";

    static final String INSTITUTION = """
            {"id": "01990a5e-3b1c-7c42-9d0f-3f6a52c1b7e4", "slug": "northfield", "name": "Northfield University",
             "url": "https://northfield.example.edu/", "country": "EE", "timeZone": "Europe/Tallinn",
             "languages": ["et", "en"], "issuerId": "did:web:localhost%3A8443:issuers:northfield",
             "issuerBaseUrl": "https://localhost:8443",
             "logoUrl": "https://localhost:8443/catalog/institutions/01990a5e-3b1c-7c42-9d0f-3f6a52c1b7e4/logo",
             "brandColour": "#14324a",
             "contacts": {"email": "registry@northfield.example.edu", "telephone": "+372 555 0100"}, "version": 3}""";

    static final String INSTITUTION_CHANGE = """
            {"name": "Northfield University of Technology", "url": "https://northfield.example.edu/",
             "timeZone": "Europe/Tallinn", "languages": ["et", "en", "ru"], "brandColour": "#14324a"}""";

    static final String INSTITUTION_PROFILE = """
            {"languages": ["et", "en", "ru"], "brandColour": "#14324a",
             "contacts": {"email": "registry@northfield.example.edu", "telephone": "+372 555 0100"}}""";

    static final String EMPLOYER_SET_UP = """
            {"slug": "acme", "name": "Acme Foods", "url": "https://acme.example.com/"}""";

    static final String EMPLOYER = """
            {"id": "01990a61-5d20-7f3a-8a41-0c9be5d7f210", "slug": "acme", "name": "Acme Foods",
             "url": "https://acme.example.com/", "version": 0}""";

    private OrganisationExamples() {}
}
