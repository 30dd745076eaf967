package org.testamur.platform.tenancy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/**
 * Maps the settings that say where an identity provider's tokens name institutions, roles and employers. Without them,
 * tokens are read as those of the realm that comes with the platform.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "testamur.claims")
public interface ClaimsConfig {

    /**
     * The claims whose texts name memberships and roles, by path: names with {@code /} between them, in double quotes
     * where a name has a {@code /} itself, such as {@code resource_access/testamur/roles} or {@code
     * "https://id.example.edu/groups"}.
     */
    @WithDefault("groups")
    List<String> memberships();

    /**
     * What such a text looks like, with a place in braces for an institution's slug, an employer's, or a role at an
     * institution, named as in the default. A pattern with a role and no institution needs {@code
     * testamur.claims.institution}.
     */
    @WithDefault("/institutions/{institution}/{role},/employers/{employer}")
    List<String> patterns();

    /**
     * What a text of a token stands for, as {@code TEXT=MEANING}, again for each further meaning: a text of one of the
     * patterns, the slug of an institution, {@code operator} or {@code learner}.
     */
    Optional<List<String>> meanings();

    /** The path of the claim with the slugs of the institutions at which a role counts that comes without one. */
    Optional<String> institution();

    /** Whether everybody who logs in is a learner, for providers that do not name learners. */
    @WithDefault("false")
    boolean everybodyLearns();
}
