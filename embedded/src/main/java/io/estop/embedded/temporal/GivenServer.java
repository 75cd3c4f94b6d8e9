package io.estop.embedded.temporal;

import io.estop.embedded.process.StartFailure;
import io.grpc.StatusRuntimeException;

/** A server that somebody else runs: used, never stopped. */
record GivenServer(TemporalFacts facts) implements TemporalServer {

  static GivenServer use(String address, String namespace) {
    try {
      TemporalClient.ensureNamespace(address, namespace);
    } catch (StatusRuntimeException e) {
      throw new StartFailure(
          "the Temporal server at %s refuses the namespace %s: %s"
              .formatted(address, namespace, e.getStatus()),
          e);
    }
    return new GivenServer(new TemporalFacts("given", address, null, null));
  }

  @Override
  public long pid() {
    throw new UnsupportedOperationException(
        "the Temporal server at " + facts.address() + " was given and is no process of ours");
  }

  @Override
  public void kill() {
    throw new UnsupportedOperationException(
        "the Temporal server at " + facts.address() + " was given and is not ours to kill");
  }

  @Override
  public void restart() {
    throw new UnsupportedOperationException(
        "the Temporal server at " + facts.address() + " was given and is not ours to restart");
  }

  @Override
  public void close() {
    // Somebody else's server lives on.
  }
}
