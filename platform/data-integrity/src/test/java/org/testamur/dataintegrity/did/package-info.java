@NullMarked
package org.testamur.dataintegrity.did;

import org.jspecify.annotations.NullMarked;
