/** Checks that what is published agrees with itself. */
package org.testamur.contracts;
