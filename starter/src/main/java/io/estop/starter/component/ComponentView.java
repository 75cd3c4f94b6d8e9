package io.estop.starter.component;

import io.estop.gate.board.Acknowledgement;
import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.gate.board.ComponentReport;
import io.estop.gate.board.Reading;
import io.estop.halt.HaltTimeouts;
import io.estop.halt.component.ComponentState;
import io.estop.starter.component.ComponentJson.InstanceJson;
import io.estop.store.component.Component;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Registered components as PostgreSQL has them, with what their gates say now. */
@org.springframework.stereotype.Component
final class ComponentView {
  private final Board board;
  private final HaltTimeouts bounds;

  ComponentView(Board board, HaltTimeouts bounds) {
    this.board = board;
    this.bounds = bounds;
  }

  /** Returns them as JSON; UNKNOWN where Redis does not answer. */
  List<ComponentJson> of(List<Component> registered) {
    List<String> names = registered.stream().map(Component::name).toList();
    Answer<List<ComponentReport>> said = board.acknowledgements(names, bounds.keeperCall());
    Answer<Reading> read = board.read(bounds.keeperCall());
    if (said instanceof Answer.Done<List<ComponentReport>> reports
        && read instanceof Answer.Done<Reading> now) {
      long millis = now.value().redisMillis();
      Map<String, ComponentReport> byName =
          reports.value().stream()
              .collect(Collectors.toMap(ComponentReport::component, Function.identity()));
      return registered.stream()
          .map(
              one ->
                  heard(
                      one,
                      byName.getOrDefault(
                          one.name(), new ComponentReport(one.name(), List.of(), "")),
                      millis))
          .toList();
    }
    return registered.stream().map(ComponentView::unknown).toList();
  }

  private static ComponentJson heard(Component one, ComponentReport report, long nowMillis) {
    ComponentState state = ComponentState.of(report, nowMillis);
    List<InstanceJson> instances =
        report.instances().stream().map(gate -> instance(gate, state, nowMillis)).toList();
    return json(one, state.word(), state.trouble(), instances);
  }

  private static InstanceJson instance(Acknowledgement gate, ComponentState state, long nowMillis) {
    return new InstanceJson(
        gate.instance(),
        gate.gate().library(),
        Instant.ofEpochMilli(gate.gate().startedMillis()).toString(),
        Instant.ofEpochMilli(gate.redisMillis()).toString(),
        Math.max(0, nowMillis - gate.redisMillis()),
        state.live().contains(gate),
        gate.accepted().toString(),
        gate.unfinished().size());
  }

  private static ComponentJson unknown(Component one) {
    return json(one, "UNKNOWN", "Redis does not answer", List.of());
  }

  private static ComponentJson json(
      Component one, String state, String trouble, List<InstanceJson> instances) {
    return new ComponentJson(
        one.name(),
        one.expected(),
        one.maxOrderQuantity().map(BigDecimal::toPlainString).orElse(null),
        one.maxPositionQuantity().map(BigDecimal::toPlainString).orElse(null),
        one.orderIdPrefix().orElse(null),
        state,
        trouble,
        instances);
  }
}
