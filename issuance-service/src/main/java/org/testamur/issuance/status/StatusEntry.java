package org.testamur.issuance.status;

import java.util.UUID;

/** A place in a status list, given to one credential and never to another. */
public record StatusEntry(UUID listId, String listUrl, int index) {}
