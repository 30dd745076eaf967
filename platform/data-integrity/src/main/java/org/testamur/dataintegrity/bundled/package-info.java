/** Holds the contexts and schemas that are bundled with the program, and checks digests against them. */
@NullMarked
package org.testamur.dataintegrity.bundled;

import org.jspecify.annotations.NullMarked;
