package io.estop.model;

import java.util.regex.Pattern;

/**
 * What a stop covers. The text form is {@code firm} or {@code kind:id}, as in {@code venue:paper},
 * {@code account:paper/PA1} or {@code symbol:BTC/USD}; {@link #parse} undoes {@link #toString}.
 *
 * @param kind what sort of thing
 * @param id empty for the firm, else 1 to 64 of letters, digits and {@code . _ / -}
 */
public record Scope(ScopeKind kind, String id) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._/-]{1,64}");
  private static final Scope FIRM = new Scope(ScopeKind.FIRM, "");

  public Scope {
    if (kind == ScopeKind.FIRM ? !id.isEmpty() : !FORM.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "scope id must be "
              + (kind == ScopeKind.FIRM
                  ? "empty for the firm"
                  : "1 to 64 of letters, digits, '.', '_', '/' and '-'")
              + " but was: "
              + id);
    }
  }

  /** Returns the scope that covers everything live. */
  public static Scope firm() {
    return FIRM;
  }

  /** Returns the scope that covers one underlying and its options. */
  public static Scope symbol(String underlying) {
    return new Scope(ScopeKind.SYMBOL, underlying);
  }

  /**
   * Returns the scope that {@link #toString} wrote.
   *
   * @throws IllegalArgumentException naming the text and the expected form
   */
  public static Scope parse(String text) {
    int colon = text.indexOf(':');
    if (colon >= 0 && !text.startsWith("firm:")) {
      return new Scope(ScopeKind.ofWord(text.substring(0, colon)), text.substring(colon + 1));
    }
    if (!text.equals("firm")) {
      throw new IllegalArgumentException(
          "scope must be 'firm' or 'kind:id', as in 'venue:paper', but was: " + text);
    }
    return FIRM;
  }

  /** Returns whether a scope can have that id. */
  public static boolean isId(String text) {
    return FORM.matcher(text).matches();
  }

  /**
   * Returns whether it can be flattened: only where a venue's answer tells whose its positions are.
   */
  public boolean isFlattenable() {
    return switch (kind) {
      case FIRM, VENUE, ACCOUNT, SYMBOL -> true;
      case DESK, TRADER, CLIENT, STRATEGY, DRILL -> false;
    };
  }

  /** Returns whether this is a rehearsal. */
  public boolean isDrill() {
    return kind == ScopeKind.DRILL;
  }

  /**
   * Returns whether each order of the other scope is also one of this scope, as far as the names
   * alone tell: the firm covers every live scope, any other scope only itself. No live scope covers
   * a drill, nor the other way round.
   */
  public boolean covers(Scope other) {
    return equals(other) || (kind == ScopeKind.FIRM && !other.isDrill());
  }

  @Override
  public String toString() {
    return kind == ScopeKind.FIRM ? kind.word() : kind.word() + ":" + id;
  }
}
