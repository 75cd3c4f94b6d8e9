package io.estop.embedded.temporal;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What others need to know of the Temporal server in use.
 *
 * @param kind {@code dev-server 1.29.1}, {@code given} or {@code memory}
 * @param address HOST:PORT for clients
 * @param uiAddress web address of its UI, where it has one
 * @param path the binary, where we started one
 */
public record TemporalFacts(
    String kind, String address, @Nullable String uiAddress, @Nullable Path path) {

  /** Returns the web address of the UI, where there is one. */
  public Optional<String> ui() {
    return Optional.ofNullable(uiAddress);
  }
}
