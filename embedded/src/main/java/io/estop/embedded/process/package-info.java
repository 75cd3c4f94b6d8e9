/** Child processes: started, watched, stopped by handle, and gone when their parent is gone. */
@NullMarked
package io.estop.embedded.process;

import org.jspecify.annotations.NullMarked;
