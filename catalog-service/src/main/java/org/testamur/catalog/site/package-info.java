/**
 * Serves what is built with the project and needs no program of its own: the OpenAPI document of the whole origin, its
 * viewer and the front end. Start at {@link org.testamur.catalog.site.SiteRoutes}.
 */
@NullMarked
package org.testamur.catalog.site;

import org.jspecify.annotations.NullMarked;
