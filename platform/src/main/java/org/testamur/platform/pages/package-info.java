/**
 * Renders pages for people: one layout, two style sheets, a content security policy, languages and error pages. Start at
 * {@link org.testamur.platform.pages.Pages}.
 */
@NullMarked
package org.testamur.platform.pages;

import org.jspecify.annotations.NullMarked;
