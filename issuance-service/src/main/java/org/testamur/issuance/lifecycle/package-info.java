/**
 * Changes the status of credentials that were issued: revocation, suspension, reinstatement, replacement, changed
 * names, and passes that wait for a registrar.
 */
@NullMarked
package org.testamur.issuance.lifecycle;

import org.jspecify.annotations.NullMarked;
