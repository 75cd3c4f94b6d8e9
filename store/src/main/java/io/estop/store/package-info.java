/** The database: connection, transactions, migrations and the environment it belongs to. */
@NullMarked
package io.estop.store;

import org.jspecify.annotations.NullMarked;
