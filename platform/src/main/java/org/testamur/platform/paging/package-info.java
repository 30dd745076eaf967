/** Lists that stay stable under change. Start at {@link org.testamur.platform.paging.PageRequest}. */
@NullMarked
package org.testamur.platform.paging;

import org.jspecify.annotations.NullMarked;
