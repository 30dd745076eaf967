/** Values that all parts of data integrity share: findings, time stamps and the time budget of one check. */
@NullMarked
package org.testamur.dataintegrity;

import org.jspecify.annotations.NullMarked;
