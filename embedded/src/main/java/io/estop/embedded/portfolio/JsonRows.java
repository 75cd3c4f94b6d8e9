package io.estop.embedded.portfolio;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what Alpaca's {@code GET /v2/positions} returns: an array of positions. */
final class JsonRows {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final List<String> FIELDS =
      List.of("symbol", "asset_class", "qty", "avg_entry_price", "current_price");
  // Alpaca's positions still spell a pair without its slash.
  private static final Pattern PAIR = Pattern.compile("([A-Z0-9]{2,10})(USDT|USDC|USD|BTC)");

  private JsonRows() {}

  static List<Row> read(String file, String text, List<Problem> problems) {
    List<Row> rows = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        problems.add(new Problem(file, 1, "text", start(text), "an array of positions"));
        return rows;
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        long line = parser.currentTokenLocation().getLineNr();
        JsonNode node = parser.readValueAsTree();
        if (node.isObject()) {
          rows.add(new Row(file, line, values(node)));
        } else {
          problems.add(new Problem(file, line, "element", start(node.toString()), "an object"));
        }
      }
    } catch (JacksonException e) {
      long line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      problems.add(new Problem(file, line, "text", e.getOriginalMessage(), "JSON"));
    }
    return rows;
  }

  private static Map<String, String> values(JsonNode node) {
    Map<String, String> values = new HashMap<>();
    for (String field : FIELDS) {
      JsonNode value = node.path(field);
      if (value.isNumber()) {
        values.put(field, value.decimalValue().toPlainString());
      } else if (!value.isMissingNode() && !value.isNull()) {
        values.put(field, value.isString() ? value.asString() : value.toString());
      }
    }
    if (node.path("asset_class").asString("").equals("crypto")) {
      values.computeIfPresent("symbol", (field, symbol) -> withSlash(symbol));
    }
    return values;
  }

  private static String withSlash(String symbol) {
    Matcher pair = PAIR.matcher(symbol);
    return pair.matches() ? pair.group(1) + "/" + pair.group(2) : symbol;
  }

  private static String start(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
