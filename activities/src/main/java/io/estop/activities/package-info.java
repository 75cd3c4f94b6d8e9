/** The hands: thin Temporal activities, one class per contract. */
@NullMarked
package io.estop.activities;

import org.jspecify.annotations.NullMarked;
