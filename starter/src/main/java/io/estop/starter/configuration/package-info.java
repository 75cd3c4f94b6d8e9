/** The configuration in force: shown, changed by two people, and whether rules only watch. */
@NullMarked
package io.estop.starter.configuration;

import org.jspecify.annotations.NullMarked;
