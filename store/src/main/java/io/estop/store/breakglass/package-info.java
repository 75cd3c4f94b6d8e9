/** What people did by break-glass, as they delivered it. */
@NullMarked
package io.estop.store.breakglass;

import org.jspecify.annotations.NullMarked;
