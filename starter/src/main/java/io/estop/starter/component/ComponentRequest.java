package io.estop.starter.component;

import io.estop.starter.problem.Problem;
import io.estop.store.component.Component;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a registration.
 *
 * @param expected whether a stop waits for it; true when absent
 * @param maxOrderQuantity decimal text; both limits or none
 * @param maxPositionQuantity decimal text
 * @param orderIdPrefix what its client order ids begin with
 */
record ComponentRequest(
    @Nullable Boolean expected,
    @Nullable String maxOrderQuantity,
    @Nullable String maxPositionQuantity,
    @Nullable String orderIdPrefix) {
  private static final int LONGEST_NUMBER = 40;

  /**
   * Returns the component, checked.
   *
   * @throws Problem 422 naming the field, the value and the bound
   */
  Component toComponent(String name) {
    try {
      return new Component(
          name,
          number("maxOrderQuantity", maxOrderQuantity),
          number("maxPositionQuantity", maxPositionQuantity),
          expected == null || expected,
          Optional.ofNullable(orderIdPrefix));
    } catch (IllegalArgumentException malformed) {
      throw Problem.value(String.valueOf(malformed.getMessage()));
    }
  }

  private static Optional<BigDecimal> number(String field, @Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    if (!text.matches("[0-9]{1,30}(\\.[0-9]{1,12})?") || text.length() > LONGEST_NUMBER) {
      throw new IllegalArgumentException(
          field + " must be a decimal text as \"100\" or \"0.5\" but was: " + cut(text));
    }
    return Optional.of(new BigDecimal(text));
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_NUMBER ? text : text.length() + " characters";
  }
}
