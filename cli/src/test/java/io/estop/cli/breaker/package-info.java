@NullMarked
package io.estop.cli.breaker;

import org.jspecify.annotations.NullMarked;
