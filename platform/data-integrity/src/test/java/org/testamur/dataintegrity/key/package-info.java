@NullMarked
package org.testamur.dataintegrity.key;

import org.jspecify.annotations.NullMarked;
