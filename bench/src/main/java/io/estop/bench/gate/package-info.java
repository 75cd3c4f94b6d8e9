/** What the gate costs an order that it allows, beside the least that any such check costs. */
@NullMarked
package io.estop.bench.gate;

import org.jspecify.annotations.NullMarked;
