/** Images that people upload: what is let in, and where it is kept. Start at {@link org.testamur.catalog.image.ImageFile}. */
@NullMarked
package org.testamur.catalog.image;

import org.jspecify.annotations.NullMarked;
