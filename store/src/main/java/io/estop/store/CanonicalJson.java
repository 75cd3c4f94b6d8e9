package io.estop.store;

import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON with sorted keys and no white space, so that equal content has equal bytes. */
public final class CanonicalJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private CanonicalJson() {}

  /** Returns the canonical text of an object of texts, numbers, lists and objects. */
  public static String write(Map<String, ?> object) {
    return MAPPER.writeValueAsString(object);
  }

  /** Returns the object that a text holds. */
  public static Map<String, Object> read(String text) {
    return MAPPER.readValue(text, OBJECT);
  }
}
