/** Keys in a process of their own, asked over one narrow remote call. Start at {@link org.testamur.issuance.signing.remote.RemoteBackend}. */
@NullMarked
package org.testamur.issuance.signing.remote;

import org.jspecify.annotations.NullMarked;
