@NullMarked
package org.testamur.platform.audit;

import org.jspecify.annotations.NullMarked;
