/** Who is signed in, with which roles where. Start at {@link org.testamur.enrolment.me.MeResource}. */
@NullMarked
package org.testamur.enrolment.me;

import org.jspecify.annotations.NullMarked;
