/** Holds the library against the vectors of W3C and 1EdTech, and against its own laws. */
@NullMarked
package org.testamur.dataintegrity;

import org.jspecify.annotations.NullMarked;
