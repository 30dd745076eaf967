@NullMarked
package org.testamur.dataintegrity.bundled;

import org.jspecify.annotations.NullMarked;
