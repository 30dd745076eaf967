/** Encodes and decodes Bitstring Status Lists. */
@NullMarked
package org.testamur.dataintegrity.statuslist;

import org.jspecify.annotations.NullMarked;
