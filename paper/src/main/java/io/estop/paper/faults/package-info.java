/** What can be made to go wrong on purpose: fractions of orders and requests, seeded. */
@NullMarked
package io.estop.paper.faults;

import org.jspecify.annotations.NullMarked;
