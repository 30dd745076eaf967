/**
 * Prepares the canonical form of documents that differ in a few values, so that each is signed or verified at the
 * cost of a signature.
 *
 * <p>It stays one package of sixteen files: the parts of a template, canonical lines, JSON text and slots, fit one
 * another byte by byte and are compiled together. A split would make the marks and the parts public, and a template
 * that somebody else puts together could sign what the general path would not.
 */
@NullMarked
package org.testamur.dataintegrity.template;

import org.jspecify.annotations.NullMarked;
