package io.estop.store.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.Scope;
import io.estop.store.MovedClock;
import io.estop.store.RealPostgres;
import io.estop.store.component.Component;
import io.estop.store.component.Components;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttributionsTest {
  private static final RealPostgres postgres = RealPostgres.start();
  private final MovedClock clock = new MovedClock();
  private final Attributions attributions = new Attributions(postgres.database(), clock);
  private final Components components = new Components(postgres.database(), clock);

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void empty() {
    postgres.empty();
  }

  @Test
  void knowsTheOrdersOfAComponentByThePrefixItIsRegisteredWith() {
    components.register(component("maker", Optional.of("mk-")));
    components.register(component("taker", Optional.empty()));

    assertThat(attributions.sources()).containsExactly(new OrderSource("mk-", "maker", List.of()));
  }

  @Test
  void aPrefixThatNamesAStrategyCountsBeforeTheComponentsOwnAndTheLongerBeforeTheShorter() {
    components.register(component("maker", Optional.of("mk-")));
    OrderSource named = new OrderSource("mk-", "maker", List.of(Scope.parse("strategy:spread")));
    OrderSource longer = new OrderSource("mk-x-", "maker", List.of(Scope.parse("strategy:x")));
    attributions.register(List.of(named, longer));

    assertThat(attributions.sources()).containsExactly(longer, named);
  }

  private static Component component(String name, Optional<String> prefix) {
    return new Component(name, Optional.empty(), Optional.empty(), true, prefix);
  }
}
