@NullMarked
package org.testamur.dataintegrity.proof;

import org.jspecify.annotations.NullMarked;
