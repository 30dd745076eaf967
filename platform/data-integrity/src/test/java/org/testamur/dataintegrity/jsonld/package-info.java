@NullMarked
package org.testamur.dataintegrity.jsonld;

import org.jspecify.annotations.NullMarked;
