/**
 * Describes to clients documents that are served as they were signed or published, or signed as they were presented.
 * Documents are not read into these records: they stay texts.
 */
@NullMarked
package org.testamur.issuance.shape;

import org.jspecify.annotations.NullMarked;
