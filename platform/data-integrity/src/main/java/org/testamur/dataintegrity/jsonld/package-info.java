/**
 * Reads JSON-LD documents within limits, turns them into RDF, and finds the faults of a document before it is
 * signed.
 */
@NullMarked
package org.testamur.dataintegrity.jsonld;

import org.jspecify.annotations.NullMarked;
