/** The service from outside: HTTP and topics, and nothing else. */
@NullMarked
package org.testamur.assessment;

import org.jspecify.annotations.NullMarked;
