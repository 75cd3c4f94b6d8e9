package io.estop.breaker.watch;

/** Others changed what a change was made from: takes the transaction back, to begin anew. */
final class ChangedMeanwhile extends RuntimeException {
  private static final long serialVersionUID = 1;

  ChangedMeanwhile() {
    super("changed meanwhile", null, false, false);
  }
}
