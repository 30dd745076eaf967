package org.testamur.issuance.badge.template;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.testamur.platform.AtLeast;
import org.testamur.platform.AtMost;

/**
 * Maps the settings of templates, which speed up the signing of similar documents.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "testamur.issuance.template")
public interface TemplateConfig {

    /** The share of documents from templates that is made again by the general path and compared, from 0 to 1. */
    @WithDefault("0.001")
    @AtLeast(0)
    @AtMost(1)
    double sample();

    /** How many shapes of documents are remembered; one whose template takes more than 64 KiB counts as several. */
    @WithDefault("1000")
    @AtLeast(1)
    int kept();

    /** How often a shape is met before it gets a template. */
    @WithDefault("2")
    @AtLeast(1)
    int after();
}
