/** Signs what is sent to employers and keeps the secrets of their endpoints. */
@NullMarked
package org.testamur.verification.webhook;

import org.jspecify.annotations.NullMarked;
