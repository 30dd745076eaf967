/** Canonicalizes RDF data sets (RDFC-1.0) and reads statements from them. */
@NullMarked
package org.testamur.dataintegrity.rdf;

import org.jspecify.annotations.NullMarked;
