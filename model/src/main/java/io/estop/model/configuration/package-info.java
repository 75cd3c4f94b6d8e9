/** The specification's own settings, by its own names: what each may say and what it becomes. */
@NullMarked
package io.estop.model.configuration;

import org.jspecify.annotations.NullMarked;
