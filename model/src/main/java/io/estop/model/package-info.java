/** PLACEHOLDER */
@NullMarked
package io.estop.model;

import org.jspecify.annotations.NullMarked;
