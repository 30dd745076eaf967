/** What can be achieved: published versions of micro-credentials, as the catalogue tells them. Start at {@link org.testamur.issuance.achievement.Achievements}. */
@NullMarked
package org.testamur.issuance.achievement;

import org.jspecify.annotations.NullMarked;
