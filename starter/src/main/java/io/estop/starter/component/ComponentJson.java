package io.estop.starter.component;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A component as REST and console show it.
 *
 * @param state HEARD, SILENT, TROUBLE or, where Redis does not answer, UNKNOWN
 * @param trouble why, one sentence; empty where there is none
 */
record ComponentJson(
    String name,
    boolean expected,
    @Nullable String maxOrderQuantity,
    @Nullable String maxPositionQuantity,
    @Nullable String orderIdPrefix,
    String state,
    String trouble,
    List<InstanceJson> instances) {

  /** One gate under the name; {@code boardVersion} is that of the board it last accepted. */
  record InstanceJson(
      String instance,
      String library,
      String startedAt,
      String heardAt,
      long ageMillis,
      boolean live,
      String boardVersion,
      int unfinished) {}
}
