package org.testamur.catalog.people;

/** Holds the examples of the OpenAPI document. */
final class PeopleExamples {

    static final String STAFF_INVITATION = """
            {"roles": ["assessor"], "microCredentials": ["01990a70-12aa-7b3c-8d4e-5f6071829304"],
             "endsOn": "2027-01-31", "email": "asha.rao@northfield.example.edu"}""";

    static final String INVITED = """
            {"id": "01990a80-0c11-7d52-9e3f-a1b2c3d4e5f6", "code": "vK3Zx0mYq8c1Jt5Wb2Rr7uNfE9s",
             "roles": ["assessor"], "microCredentials": ["01990a70-12aa-7b3c-8d4e-5f6071829304"],
             "endsOn": "2027-01-31", "email": "asha.rao@northfield.example.edu",
             "invitedBy": "6f1d0c9f2b7a4e8d5c3b2a190817f6e5d4c3b2a1908f7e6d5c4b3a29180f7e6d",
             "invitedAt": "2026-11-30T09:00:00.000Z", "expiresAt": "2026-12-14T09:00:00.000Z"}""";

    static final String JOIN = """
            {"code": "vK3Zx0mYq8c1Jt5Wb2Rr7uNfE9s"}""";

    static final String MEMBER = """
            {"id": "01990a81-5f20-7a11-8c2d-0f1e2d3c4b5a", "institutionId": "01990a5e-3b1c-7c42-9d0f-3f6a52c1b7e4",
             "institution": "northfield", "name": "Asha Rao", "email": "asha.rao@northfield.example.edu",
             "login": "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9",
             "roles": ["assessor"], "microCredentials": ["01990a70-12aa-7b3c-8d4e-5f6071829304"],
             "endsOn": "2027-01-31", "endsAt": "2027-01-31T22:00:00.000Z", "since": "2026-12-01T08:15:00.000Z",
             "version": 0}""";

    static final String MEMBER_CHANGE = """
            {"roles": ["assessor", "moderator"], "endsOn": "2027-06-30"}""";

    private PeopleExamples() {}
}
