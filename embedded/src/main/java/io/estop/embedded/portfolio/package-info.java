/** Portfolios for the paper venue: generated from a seed or read from a file. */
@NullMarked
package io.estop.embedded.portfolio;

import org.jspecify.annotations.NullMarked;
