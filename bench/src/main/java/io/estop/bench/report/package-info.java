/** What a bench found: samples, bounds, the table and the JSON object at its end. */
@NullMarked
package io.estop.bench.report;

import org.jspecify.annotations.NullMarked;
