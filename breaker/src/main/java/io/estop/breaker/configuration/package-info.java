/** The specification's configuration as a process finds it: file, variables, approved versions. */
@NullMarked
package io.estop.breaker.configuration;

import org.jspecify.annotations.NullMarked;
