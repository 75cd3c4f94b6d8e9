package io.estop.starter.stop;

import io.estop.store.task.Resolution;
import io.estop.store.task.TaskRow;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One task as REST and console show it; {@code position} null while it is in no plan. */
record TaskJson(
    int number,
    @Nullable Integer position,
    String account,
    String symbol,
    String quantity,
    String reason,
    String detail,
    String state,
    @Nullable String how,
    @Nullable String actor,
    @Nullable String words,
    String openedAt,
    String changedAt) {

  static TaskJson of(TaskRow task) {
    boolean told = !task.actor().isEmpty();
    return new TaskJson(
        task.number(),
        task.position().orElse(null),
        task.account().toString(),
        task.symbol(),
        Figures.plain(task.quantity()),
        task.reason(),
        task.detail(),
        task.state().name(),
        task.how().map(Resolution::name).orElse(null),
        told ? task.actor() : null,
        told ? task.words() : null,
        task.openedAt().toString(),
        task.changedAt().toString());
  }

  /** Returns the first of them, those before the others that somebody has to do something about. */
  static List<TaskJson> first(List<TaskRow> tasks, int most) {
    return tasks.stream()
        .sorted(
            Comparator.comparing((TaskRow task) -> !task.state().isUnfinished())
                .thenComparing(TaskRow::number))
        .limit(most)
        .map(TaskJson::of)
        .toList();
  }
}
