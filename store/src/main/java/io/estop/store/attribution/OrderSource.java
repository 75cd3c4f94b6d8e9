package io.estop.store.attribution;

import io.estop.model.Scope;
import io.estop.model.ScopeKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where orders come from whose client order id begins with a prefix.
 *
 * @param prefix 2 to 64 visible ASCII characters, not the engine's own
 * @param component that sends them
 * @param scopes the desk, trader, client and strategy that they are of, at most one of each kind
 */
public record OrderSource(String prefix, String component, List<Scope> scopes) {
  private static final Pattern PREFIX = Pattern.compile("[!-~]{2,64}");
  private static final String OWN = "estop:";
  private static final Set<ScopeKind> KINDS =
      EnumSet.of(ScopeKind.DESK, ScopeKind.TRADER, ScopeKind.CLIENT, ScopeKind.STRATEGY);

  public OrderSource {
    if (!PREFIX.matcher(prefix).matches() || OWN.startsWith(prefix) || prefix.startsWith(OWN)) {
      throw new IllegalArgumentException(
          "order id prefix must be 2 to 64 visible ASCII characters and not begin as 'estop:' but"
              + " was: "
              + prefix);
    }
    scopes = List.copyOf(scopes);
    if (!KINDS.containsAll(scopes.stream().map(Scope::kind).toList())
        || scopes.stream().map(Scope::kind).distinct().count() < scopes.size()) {
      throw new IllegalArgumentException(
          "an order id prefix names at most one desk, trader, client and strategy but was of: "
              + scopes);
    }
  }

  /** Returns whether an order with that client order id comes from here. */
  public boolean sent(String clientOrderId) {
    return clientOrderId.startsWith(prefix);
  }
}
