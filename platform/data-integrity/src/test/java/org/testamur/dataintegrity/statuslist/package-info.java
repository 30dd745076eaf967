@NullMarked
package org.testamur.dataintegrity.statuslist;

import org.jspecify.annotations.NullMarked;
