package io.estop.bench.endtoend;

import io.estop.embedded.Stack;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test classes that leave no damage behind one stack together: each closes the stops it
 * pressed, and seeds the venue anew.
 */
final class SharedStack implements ParameterResolver {

  private static final Namespace SPACE = Namespace.create(SharedStack.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Stack.class;
  }

  @Override
  public Stack resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context.getRoot().getStore(SPACE).computeIfAbsent("stack", key -> start(), Stack.class);
  }

  // The breaker takes triggers here and trips on nothing: seeding a new book moves the equity.
  private static Stack start() {
    return DurableStack.start(
        DurableStack.options()
            .withSetting("estop.breaker.enabled", "true")
            .withSetting("estop.breaker.check-interval", "1s")
            .withSetting("estop.breaker.max-drawdown-percent", "99"));
  }
}
