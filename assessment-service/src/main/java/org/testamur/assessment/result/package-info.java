/**
 * Results, revision by revision: recorded, corrected, withdrawn. Start at {@link
 * org.testamur.assessment.result.RecordResult}; each rule is in {@link org.testamur.assessment.result.ResultPolicy}.
 *
 * <p>It stays one package of some thirty files: results are recorded one by one and by the chunk under the same rules
 * and into the same rows. The REST resources have a package of their own; what remains is the aggregate, its history,
 * its fact and the use cases that change them, and a further split would make the rows public.
 */
@NullMarked
package org.testamur.assessment.result;

import org.jspecify.annotations.NullMarked;
