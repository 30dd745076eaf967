/** Keys in a process of their own, asked over one narrow remote call. Start at {@link org.testamur.issuance.key.backend.remote.RemoteBackend}. */
@NullMarked
package org.testamur.issuance.key.backend.remote;

import org.jspecify.annotations.NullMarked;
