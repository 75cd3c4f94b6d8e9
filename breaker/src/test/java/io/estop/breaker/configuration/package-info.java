@NullMarked
package io.estop.breaker.configuration;

import org.jspecify.annotations.NullMarked;
