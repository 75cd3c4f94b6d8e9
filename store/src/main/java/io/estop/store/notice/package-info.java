/** What became of each notice. */
@NullMarked
package io.estop.store.notice;

import org.jspecify.annotations.NullMarked;
