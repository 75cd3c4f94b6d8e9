/** The words of a stop: what it is called, what it covers, why and how far it goes. */
@NullMarked
package io.estop.model;

import org.jspecify.annotations.NullMarked;
