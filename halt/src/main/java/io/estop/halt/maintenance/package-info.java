/** Planned maintenance: asked by one, approved by another, halted before it begins. */
@NullMarked
package io.estop.halt.maintenance;

import org.jspecify.annotations.NullMarked;
