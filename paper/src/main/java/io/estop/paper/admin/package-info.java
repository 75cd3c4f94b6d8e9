/** The bench's side door: seeding, faults, price shifts, pauses and the audit counters. */
@NullMarked
package io.estop.paper.admin;

import org.jspecify.annotations.NullMarked;
