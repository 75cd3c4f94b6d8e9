@NullMarked
package io.estop.cli;

import org.jspecify.annotations.NullMarked;
