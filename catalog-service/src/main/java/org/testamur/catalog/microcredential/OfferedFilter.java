package org.testamur.catalog.microcredential;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Reads the filter of a search among what all institutions offer; use as a {@code @BeanParam}. */
public class OfferedFilter extends MicroCredentialFilter {

    @QueryParam("institution")
    @Parameter(description = "Slug of the institution.", example = "northfield")
    @Nullable
    String institution;

    @Override
    Wanted wanted() {
        return wanted(institution);
    }
}
