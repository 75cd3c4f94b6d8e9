/** Worker, starter and paper venue as processes of their own, run from their Boot jars. */
@NullMarked
package io.estop.embedded.service;

import org.jspecify.annotations.NullMarked;
