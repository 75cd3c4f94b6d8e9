package io.estop.halt.keeper;

import io.estop.gate.board.Acknowledgement;
import io.estop.gate.board.ComponentReport;
import io.estop.halt.component.ComponentState;
import io.estop.model.hold.Hold;
import io.estop.store.alarm.AlarmKind;
import io.estop.store.alarm.Alarms;
import io.estop.store.component.Component;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is wrong beside the holds: a pure function of what one look saw. */
final class Findings {
  private final Map<AlarmKind, List<Finding>> found = new EnumMap<>(AlarmKind.class);

  private Findings() {}

  /** Returns everything that is wrong now, of each kind a bounded number. */
  static List<Finding> of(Sight sight, Truth truth, List<Component> registered) {
    Findings all = new Findings();
    Set<String> expected =
        registered.stream()
            .filter(Component::expected)
            .map(Component::name)
            .collect(Collectors.toSet());
    for (ComponentReport report : sight.reports()) {
      all.component(
          ComponentState.of(report, sight.reading().redisMillis()),
          expected.contains(report.component()));
    }
    Facts facts = new Facts(sight, truth);
    facts.unbelieved().forEach(all::unbelieved);
    facts.refused().forEach(all::refused);
    return all.found.values().stream().flatMap(List::stream).toList();
  }

  private void component(ComponentState state, boolean expected) {
    if (!state.trouble().isEmpty()) {
      add(AlarmKind.COMPONENT_TROUBLE, state.component(), state.trouble());
    } else if (state.live().isEmpty() && expected) {
      add(
          AlarmKind.COMPONENT_SILENT,
          state.component(),
          "no gate of it was heard within " + ComponentState.HEARD_WITHIN.toSeconds() + " s");
    }
    // Each starter has one of these.
    if (state.live().size() > 1 && !state.component().equals(ComponentState.HTTP_GATE)) {
      List<String> instances = state.live().stream().map(Acknowledgement::instance).toList();
      add(
          AlarmKind.COMPONENT_TWICE,
          state.component(),
          instances.size() + " processes trade under this name: " + instances);
    }
  }

  private void unbelieved(Acknowledgement gate) {
    add(
        AlarmKind.COMPONENT_TROUBLE,
        gate.component(),
        "claims board " + gate.version() + ", which no keeper can have reached");
  }

  private void refused(Hold hold) {
    add(
        AlarmKind.HOLD_REFUSED,
        hold.stopId().value(),
        "a hold on "
            + hold.scope()
            + " stands under the id of a stop of another scope: it denies there until that stop is"
            + " released");
  }

  private void add(AlarmKind kind, String subject, String text) {
    List<Finding> ofKind = found.computeIfAbsent(kind, any -> new ArrayList<>());
    if (ofKind.size() < Alarms.MOST_OPEN) {
      ofKind.add(new Finding(kind, subject, text));
    }
  }
}
