@NullMarked
package org.testamur.catalog.people;

import org.jspecify.annotations.NullMarked;
