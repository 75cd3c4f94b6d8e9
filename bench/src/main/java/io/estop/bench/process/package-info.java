/** Java machines of a bench's own: forks of JMH, hosts of gates, trading components. */
@NullMarked
package io.estop.bench.process;

import org.jspecify.annotations.NullMarked;
