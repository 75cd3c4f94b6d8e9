/** PLACEHOLDER */
@NullMarked
package io.estop.activities;

import org.jspecify.annotations.NullMarked;
