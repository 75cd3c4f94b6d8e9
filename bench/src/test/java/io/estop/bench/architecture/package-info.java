/**
 * The architecture as rules, each with its reason. Every rule is proved by planted violations:
 * small sources that are compiled into a temporary folder and that the rule must name.
 */
@NullMarked
package io.estop.bench.architecture;

import org.jspecify.annotations.NullMarked;
