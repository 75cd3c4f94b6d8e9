/** Threads inside one gate, one step at a time. */
@NullMarked
package io.estop.modelcheck.inside;

import org.jspecify.annotations.NullMarked;
