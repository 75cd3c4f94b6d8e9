package io.estop.embedded;

/** By which port a process reaches a store: its own, or that of somebody in between. */
@FunctionalInterface
public interface Routes {
  /** Nobody is in between. */
  Routes DIRECT = (process, store, port) -> port;

  /**
   * Returns the port of the loopback address that the process is to use.
   *
   * @param process {@code worker} or {@code starter}
   * @param store {@code redis}, {@code postgres} or {@code temporal}
   * @param port where the store itself listens
   */
  int port(String process, String store, int port);
}
