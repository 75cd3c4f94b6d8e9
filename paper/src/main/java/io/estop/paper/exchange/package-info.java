/** The venue itself: takes, refuses, matches, replaces and cancels orders under one lock. */
@NullMarked
package io.estop.paper.exchange;

import org.jspecify.annotations.NullMarked;
