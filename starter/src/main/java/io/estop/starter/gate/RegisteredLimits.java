package io.estop.starter.gate;

import io.estop.gate.board.Limits;
import io.estop.store.component.Component;
import io.estop.store.component.Components;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The registered limits of all components, as last read from PostgreSQL: a question to the gate
 * waits for no database. Read anew once a second; without PostgreSQL the last ones count.
 */
final class RegisteredLimits {
  private final Components components;
  // Written by the loop's thread, read by requests.
  private volatile Map<String, Limits> limits = Map.of();

  RegisteredLimits(Components components) {
    this.components = components;
  }

  /** Reads them anew. Throws the database's exception, and then the last ones count. */
  void refresh() {
    limits =
        components.all().stream()
            .filter(one -> one.maxOrderQuantity().isPresent())
            .collect(Collectors.toUnmodifiableMap(Component::name, RegisteredLimits::limits));
  }

  private static Limits limits(Component one) {
    return new Limits(
        one.maxOrderQuantity().orElseThrow(), one.maxPositionQuantity().orElseThrow());
  }

  /** Returns the limits of a component; empty where it has none, which denies under REDUCED. */
  Optional<Limits> of(String component) {
    return Optional.ofNullable(limits.get(component));
  }
}
