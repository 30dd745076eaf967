@NullMarked
package org.testamur.verification.webhook.delivery;

import org.jspecify.annotations.NullMarked;
