/**
 * Prepares the canonical form of documents that differ in a few values, so that each is signed or verified at the
 * cost of a signature.
 */
@NullMarked
package org.testamur.dataintegrity.template;

import org.jspecify.annotations.NullMarked;
