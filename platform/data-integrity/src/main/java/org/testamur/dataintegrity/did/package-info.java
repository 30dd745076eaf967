/** Reads and writes did:key and did:web documents and their verification methods. */
@NullMarked
package org.testamur.dataintegrity.did;

import org.jspecify.annotations.NullMarked;
