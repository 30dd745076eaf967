/** The journey from a micro-credential to an employer's webhook, told step by step. Start at {@link org.testamur.e2e.demo.Journey}. */
@NullMarked
package org.testamur.e2e.demo;

import org.jspecify.annotations.NullMarked;
