@NullMarked
package org.testamur.platform.pages;

import org.jspecify.annotations.NullMarked;
