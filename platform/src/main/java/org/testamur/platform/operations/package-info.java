/** What an operator can ask of a running service. Start at {@link org.testamur.platform.operations.OperationsResource}. */
@NullMarked
package org.testamur.platform.operations;

import org.jspecify.annotations.NullMarked;
