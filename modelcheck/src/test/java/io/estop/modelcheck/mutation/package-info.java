/** The real code with one rule taken out, compiled and loaded for one exploration. */
@NullMarked
package io.estop.modelcheck.mutation;

import org.jspecify.annotations.NullMarked;
