@NullMarked
package org.testamur.dataintegrity.rdf;

import org.jspecify.annotations.NullMarked;
