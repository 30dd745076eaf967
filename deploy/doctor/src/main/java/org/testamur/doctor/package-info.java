/**
 * Tells an operator what is wrong with an installation and what to do first: start reading at {@link Doctor}. Findings follow
 * from evidence by pure rules ({@link Diagnosis}); evidence is gathered over HTTP ({@link Examination}).
 */
@NullMarked
package org.testamur.doctor;

import org.jspecify.annotations.NullMarked;
