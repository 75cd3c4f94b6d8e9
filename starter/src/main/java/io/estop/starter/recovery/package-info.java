/** The staged restart over REST. */
@NullMarked
package io.estop.starter.recovery;

import org.jspecify.annotations.NullMarked;
