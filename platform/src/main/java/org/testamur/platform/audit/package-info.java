/**
 * The audit log: who did what to what, when, from where and with which outcome. One filter notes every write that a
 * person or a client asks for; start at {@link org.testamur.platform.audit.NoteRequests} (ADR 16).
 */
@NullMarked
package org.testamur.platform.audit;

import org.jspecify.annotations.NullMarked;
