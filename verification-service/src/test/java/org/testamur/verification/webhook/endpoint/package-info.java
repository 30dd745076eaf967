@NullMarked
package org.testamur.verification.webhook.endpoint;

import org.jspecify.annotations.NullMarked;
