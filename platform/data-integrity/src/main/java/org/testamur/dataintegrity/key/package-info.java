/** Encodes keys (Multikey) and signs and verifies with Ed25519. */
@NullMarked
package org.testamur.dataintegrity.key;

import org.jspecify.annotations.NullMarked;
