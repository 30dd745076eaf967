package org.testamur.enrolment.catalog;

import java.util.UUID;

/** What this service reads of an organisation. */
record OrganisationFact(UUID organisationId, String kind, String slug) {}
