/** What the machine and its processes spent, read from where Linux keeps it: start at {@link org.testamur.bench.machine.CpuTime}. */
@NullMarked
package org.testamur.bench.machine;

import org.jspecify.annotations.NullMarked;
