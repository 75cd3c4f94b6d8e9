/** Versions of the configuration: proposed, approved, in force. */
@NullMarked
package io.estop.store.configuration;

import org.jspecify.annotations.NullMarked;
