/** Keeps what the verification service knows of other services' facts: issuers, learners and organisations. */
@NullMarked
package org.testamur.verification.reference;

import org.jspecify.annotations.NullMarked;
