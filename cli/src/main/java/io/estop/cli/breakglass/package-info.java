/** Break-glass: holds, cancels and locks without the starter, from settings of its own. */
@NullMarked
package io.estop.cli.breakglass;

import org.jspecify.annotations.NullMarked;
