package org.testamur.catalog.organisation;

/** The examples in the OpenAPI document. */
final class OrganisationExamples {

    static final String INSTITUTION_SET_UP = """
            {"slug": "northfield", "name": "Northfield University", "url": "https://northfield.example.edu/",
             "country": "EE", "timeZone": "Europe/Tallinn", "languages": ["et", "en"]}""";

    static final String INSTITUTION = """
            {"id": "01990a5e-3b1c-7c42-9d0f-3f6a52c1b7e4", "slug": "northfield", "name": "Northfield University",
             "url": "https://northfield.example.edu/", "country": "EE", "timeZone": "Europe/Tallinn",
             "languages": ["et", "en"], "issuerId": "did:web:localhost%3A8443:issuers:northfield",
             "issuerBaseUrl": "https://localhost:8443",
             "logoUrl": "https://localhost:8443/catalog/institutions/01990a5e-3b1c-7c42-9d0f-3f6a52c1b7e4/logo",
             "version": 3}""";

    static final String INSTITUTION_CHANGE = """
            {"name": "Northfield University of Technology", "url": "https://northfield.example.edu/",
             "timeZone": "Europe/Tallinn", "languages": ["et", "en", "ru"]}""";

    static final String EMPLOYER_SET_UP = """
            {"slug": "acme", "name": "Acme Foods", "url": "https://acme.example.com/"}""";

    static final String EMPLOYER = """
            {"id": "01990a61-5d20-7f3a-8a41-0c9be5d7f210", "slug": "acme", "name": "Acme Foods",
             "url": "https://acme.example.com/", "version": 0}""";

    static final String FAULTS = """
            {"type": "urn:testamur:problem:invalid", "title": "Validation failed", "status": 400,
             "detail": "2 faults: see errors.",
             "errors": [{"pointer": "/country", "detail": "must be an ISO 3166-1 country code of two capital letters such as EE"},
                        {"pointer": "/languages/0", "detail": "must be a BCP 47 language tag such as en or et"}]}""";

    static final String TAKEN = """
            {"type": "urn:testamur:problem:slug-taken", "title": "Conflict with the present state", "status": 409,
             "detail": "Another organisation has the slug northfield."}""";

    static final String CHANGED_MEANWHILE = """
            {"type": "urn:testamur:problem:changed-meanwhile", "title": "Precondition failed",
             "status": 412, "detail": "It is at version 4 now: read it again."}""";

    static final String HOSTILE_IMAGE = """
            {"type": "urn:testamur:problem:invalid", "title": "Validation failed", "status": 400,
             "detail": "2 faults: see errors.",
             "errors": [{"pointer": "", "detail": "holds the element script, which may act or reach outside"},
                        {"pointer": "", "detail": "has the event handler onload"}]}""";

    private OrganisationExamples() {}
}
