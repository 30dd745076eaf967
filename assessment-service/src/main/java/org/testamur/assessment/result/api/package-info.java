/** Offers results over HTTP. */
@NullMarked
package org.testamur.assessment.result.api;

import org.jspecify.annotations.NullMarked;
