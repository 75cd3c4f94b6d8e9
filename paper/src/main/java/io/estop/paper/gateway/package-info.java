/** What every request passes before a controller sees it: key, quota, switched-on faults. */
@NullMarked
package io.estop.paper.gateway;

import org.jspecify.annotations.NullMarked;
