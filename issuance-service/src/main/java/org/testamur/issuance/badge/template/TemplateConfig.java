package org.testamur.issuance.badge.template;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Maps the settings of templates, which speed up the signing of similar documents. */
@ConfigMapping(prefix = "testamur.issuance.template")
public interface TemplateConfig {

    /** The share of documents from templates that is made again by the general path and compared, from 0 to 1. */
    @WithDefault("0.001")
    double sample();

    /** How many shapes of documents are remembered; one whose template takes more than 64 KiB counts as several. */
    @WithDefault("1000")
    int kept();

    /** How often a shape is met before it gets a template. */
    @WithDefault("2")
    int after();
}
