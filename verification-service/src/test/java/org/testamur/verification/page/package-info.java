@NullMarked
package org.testamur.verification.page;

import org.jspecify.annotations.NullMarked;
