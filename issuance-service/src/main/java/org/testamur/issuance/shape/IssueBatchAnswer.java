package org.testamur.issuance.shape;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Problem;

/** The answer to many credentials. */
@Schema(description = "One result for each credential, in their order.")
public record IssueBatchAnswer(List<IssueResult> results) {

    /** A credential with its proof, or why it was not signed. */
    @Schema(
            name = "IssueResult",
            description = "A credential with its proof, or the problem for which it was not signed.")
    public record IssueResult(
            @Nullable SignedCredential verifiableCredential,
            @Nullable Problem problem) {}
}
