/** The append-only, hash-chained audit record. */
@NullMarked
package io.estop.store.ledger;

import org.jspecify.annotations.NullMarked;
