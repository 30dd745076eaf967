/** What every service needs and no domain knows. */
@NullMarked
package org.testamur.platform;

import org.jspecify.annotations.NullMarked;
