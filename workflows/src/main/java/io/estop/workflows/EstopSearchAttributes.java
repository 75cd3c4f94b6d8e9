package io.estop.workflows;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.common.SearchAttributeKey;
import java.util.Map;

/** Columns by which Temporal UI finds runs. Registered before workers start. */
public final class EstopSearchAttributes {
  public static final SearchAttributeKey<String> SCOPE =
      SearchAttributeKey.forKeyword("EstopScope");
  public static final SearchAttributeKey<String> STOP_ID =
      SearchAttributeKey.forKeyword("EstopStopId");
  public static final SearchAttributeKey<String> PHASE =
      SearchAttributeKey.forKeyword("EstopPhase");
  public static final SearchAttributeKey<String> TRIGGER =
      SearchAttributeKey.forKeyword("EstopTrigger");
  public static final SearchAttributeKey<String> OUTCOME =
      SearchAttributeKey.forKeyword("EstopOutcome");
  public static final SearchAttributeKey<Long> POSITIONS_OPEN =
      SearchAttributeKey.forLong("EstopPositionsOpen");

  private EstopSearchAttributes() {}

  /** Returns every attribute with its type, for registration. */
  public static Map<String, IndexedValueType> all() {
    return Map.of(
        SCOPE.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
        STOP_ID.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
        PHASE.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
        TRIGGER.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
        OUTCOME.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
        POSITIONS_OPEN.getName(), IndexedValueType.INDEXED_VALUE_TYPE_INT);
  }
}
