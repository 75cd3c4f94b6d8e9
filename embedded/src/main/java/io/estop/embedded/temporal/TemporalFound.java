package io.estop.embedded.temporal;

/** What the finder came up with: something to start, or something that runs. */
public sealed interface TemporalFound {

  /** A dev server that can be started from this binary. */
  record Startable(TemporalBinary binary) implements TemporalFound {}

  /** A server that runs at this address and answers. */
  record Given(String address) implements TemporalFound {}

  /** Nothing better than the SDK's in-memory test server. */
  record Memory() implements TemporalFound {}
}
