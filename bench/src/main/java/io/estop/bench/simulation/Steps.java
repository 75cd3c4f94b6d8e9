package io.estop.bench.simulation;

import java.sql.SQLException;

/** What a world does between any two steps of a process: time passes, and it may end there. */
interface Steps {
  /** Steps of a store to which nothing happens. */
  Steps NONE =
      new Steps() {
        @Override
        public void beforeTransaction() {
          // Nothing happens.
        }

        @Override
        public void afterCommit() {
          // Nothing happens.
        }
      };

  /** Before a transaction, or a statement without one. */
  void beforeTransaction() throws SQLException;

  /** After a transaction has taken effect, before whoever made it knows. */
  void afterCommit() throws SQLException;
}
