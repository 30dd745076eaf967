@NullMarked
package org.testamur.dataintegrity.template;

import org.jspecify.annotations.NullMarked;
