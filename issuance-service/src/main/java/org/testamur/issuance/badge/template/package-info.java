/** Prepares badges that differ only in the learner's values, so that each costs little more than its signature. */
@NullMarked
package org.testamur.issuance.badge.template;

import org.jspecify.annotations.NullMarked;
