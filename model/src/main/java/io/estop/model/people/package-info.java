/** Who acts: names and roles. */
@NullMarked
package io.estop.model.people;

import org.jspecify.annotations.NullMarked;
