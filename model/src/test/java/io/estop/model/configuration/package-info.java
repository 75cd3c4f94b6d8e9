@NullMarked
package io.estop.model.configuration;

import org.jspecify.annotations.NullMarked;
