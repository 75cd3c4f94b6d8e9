package io.estop.paper.api;

import io.estop.paper.exchange.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the symbols of a request. */
final class Symbols {
  private Symbols() {}

  /** Returns the symbols of a comma list, each once. */
  static List<String> parse(@Nullable String list) {
    if (list == null || list.isBlank()) {
      throw Refusal.invalid("symbols is required");
    }
    LinkedHashSet<String> symbols = new LinkedHashSet<>();
    for (String symbol : list.split(",")) {
      symbols.add(symbol.trim());
    }
    symbols.remove("");
    return new ArrayList<>(symbols);
  }

  /** Returns the symbol behind a path prefix; a crypto pair keeps its slash. */
  static String ofPath(String rest) {
    return rest.startsWith("/") ? rest.substring(1) : rest;
  }
}
