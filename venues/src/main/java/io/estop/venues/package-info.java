/** Where orders go: the contract of a venue and its adapters. */
@NullMarked
package io.estop.venues;

import org.jspecify.annotations.NullMarked;
