/** Signs credentials that an institution presents (VC API, {@code POST /credentials/issue}). */
@NullMarked
package org.testamur.issuance.vcapi;

import org.jspecify.annotations.NullMarked;
