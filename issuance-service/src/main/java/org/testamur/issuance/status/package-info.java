/**
 * Status lists: which credentials no longer count. Start at {@link org.testamur.issuance.status.StatusLists}.
 *
 * <p>It stays one package of some twenty files: reserving entries, marking them and publishing the lists use the same
 * rows, permutation and decoys. The permutation's key tells a decoy from an entry in use, so the types that hold it are
 * visible to nothing else.
 */
@NullMarked
package org.testamur.issuance.status;

import org.jspecify.annotations.NullMarked;
