/** Shows operators the state of the issuance service and takes their commands. */
@NullMarked
package org.testamur.issuance.operations;

import org.jspecify.annotations.NullMarked;
