/**
 * What the catalog has told: institutions and published micro-credentials, read by all and written by the two
 * consumers alone. Start at {@link org.testamur.enrolment.catalog.MicroCredentials}.
 */
@NullMarked
package org.testamur.enrolment.catalog;

import org.jspecify.annotations.NullMarked;
