/** Java machines and threads of a bench's own: forks of JMH, hosts of gates, components. */
@NullMarked
package io.estop.bench.process;

import org.jspecify.annotations.NullMarked;
