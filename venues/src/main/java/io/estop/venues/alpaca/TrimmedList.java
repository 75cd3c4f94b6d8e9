package io.estop.venues.alpaca;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a list of objects and keeps of each only some fields: of ten thousand positions a venue
 * tells much that nobody here reads. Pure.
 */
final class TrimmedList {
  private final JsonMapper mapper;
  private final Set<String> fields;

  /**
   * @param fields that are kept; all hold a text, or null
   */
  TrimmedList(JsonMapper mapper, Set<String> fields) {
    this.mapper = mapper;
    this.fields = Set.copyOf(fields);
  }

  /**
   * Returns the list, or null where anything in it is not as usual: then the whole answer has to be
   * read to say what is wrong with it.
   *
   * @throws tools.jackson.core.JacksonException when the answer is no JSON
   */
  @Nullable ArrayNode read(byte[] body) {
    try (JsonParser parser = mapper.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        return null;
      }
      ArrayNode list = mapper.createArrayNode();
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        ObjectNode entry = entry(parser);
        if (entry == null) {
          return null;
        }
        list.add(entry);
      }
      boolean whole = parser.currentToken() == JsonToken.END_ARRAY && parser.nextToken() == null;
      return whole ? list : null;
    }
  }

  private @Nullable ObjectNode entry(JsonParser parser) {
    ObjectNode entry = mapper.createObjectNode();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken value = parser.nextToken();
      if (!fields.contains(name)) {
        parser.skipChildren();
      } else if (entry.has(name) || !keep(entry, name, value, parser)) {
        return null;
      }
    }
    return parser.currentToken() == JsonToken.END_OBJECT ? entry : null;
  }

  private static boolean keep(ObjectNode entry, String name, JsonToken value, JsonParser parser) {
    if (value == JsonToken.VALUE_STRING) {
      entry.put(name, parser.getString());
      return true;
    }
    if (value == JsonToken.VALUE_NULL) {
      entry.putNull(name);
      return true;
    }
    return false;
  }
}
