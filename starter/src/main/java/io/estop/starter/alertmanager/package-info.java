/** Alertmanager's webhook: an alert that names a scope presses its stop. */
@NullMarked
package io.estop.starter.alertmanager;

import org.jspecify.annotations.NullMarked;
