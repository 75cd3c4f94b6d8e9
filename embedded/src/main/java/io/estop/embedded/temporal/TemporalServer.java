package io.estop.embedded.temporal;

/** A Temporal server in use; closing it ends what we started and leaves alone what was given. */
public interface TemporalServer extends AutoCloseable {

  /** Makes the found server run and waits until it answers for the namespace. */
  static TemporalServer start(TemporalFound found, TemporalPlace place) {
    if (found instanceof TemporalFound.Startable startable) {
      return DevServer.start(startable.binary(), place);
    }
    if (found instanceof TemporalFound.Given given) {
      return GivenServer.use(given.address(), place.namespace());
    }
    return MemoryServer.start(place);
  }

  /** Returns kind, addresses and binary. */
  TemporalFacts facts();

  /** Returns its process id; throws UnsupportedOperationException where it is not ours. */
  long pid();

  /** Ends it like a crash; throws UnsupportedOperationException where it is not ours to kill. */
  void kill();

  /** Starts it again after {@link #kill()}, with the same ports and the same database file. */
  void restart();

  /**
   * Starts it again after {@link #kill()}, with the same ports and an empty database: for tests of
   * its loss. Throws UnsupportedOperationException where it is not ours to kill.
   */
  default void restartEmpty() {
    throw new UnsupportedOperationException("only a server of ours loses its database for a test");
  }

  @Override
  void close();
}
