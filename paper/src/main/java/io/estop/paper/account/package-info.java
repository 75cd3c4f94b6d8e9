/** Cash, positions and what the benches audit about them. */
@NullMarked
package io.estop.paper.account;

import org.jspecify.annotations.NullMarked;
