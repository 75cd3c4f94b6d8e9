package io.estop.starter.stop;

import io.estop.model.StopId;
import io.estop.model.liquidation.DirectiveKind;
import io.estop.model.liquidation.ResidualReason;
import io.estop.model.people.Person;
import io.estop.starter.problem.Problem;
import io.estop.starter.problem.Values;
import io.estop.store.stop.StopRow;
import io.estop.store.task.Resolution;
import io.estop.store.task.TaskRow;
import io.estop.store.task.TaskState;
import io.estop.store.task.Tasks;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * What people do about positions that a stop could not close. Trying again and taking over are
 * words to the running stop, as for any position; resolving is a record and moves nothing.
 */
@Component
final class StopTasks {
  private static final int LISTED = 1_000;
  private static final int LONGEST_REASON = 500;
  private static final Set<TaskState> MAY_BE_TAKEN = EnumSet.of(TaskState.OPEN, TaskState.RETRYING);

  private final StopReader stops;
  private final Tasks tasks;
  private final StopDirectives directives;

  StopTasks(StopReader stops, Tasks tasks, StopDirectives directives) {
    this.stops = stops;
    this.tasks = tasks;
    this.directives = directives;
  }

  /**
   * The tasks of a stop.
   *
   * @param unfinished how many somebody still has to do something about
   * @param all how many there ever were; {@code tasks} are the first of them, unfinished ones
   *     before
   */
  record TasksJson(String stopId, int unfinished, int all, List<TaskJson> tasks) {}

  /** What is said about a task; {@code how} counts where it is resolved. */
  record TaskRequest(@Nullable String reason, @Nullable String how) {}

  TasksJson all(StopId stop) {
    StopRow row = row(stop);
    List<TaskRow> known = tasks.all(row.stopId());
    return new TasksJson(
        row.stopId().value(),
        (int) known.stream().filter(task -> task.state().isUnfinished()).count(),
        known.size(),
        TaskJson.first(known, LISTED));
  }

  /** Keeps what becomes of it; resolved already: as it was resolved. */
  TaskJson resolve(StopId stop, String number, TaskRequest body, Person person) {
    String reason = reason(body);
    Resolution how = how(body.how());
    StopRow row = row(stop);
    TaskRow task = task(row, number);
    if (task.state() == TaskState.RESOLVED) {
      return TaskJson.of(task);
    }
    boolean done =
        task.state().isUnfinished()
            && tasks.resolve(row.stopId(), task.number(), how, person.name(), reason);
    return done ? TaskJson.of(task(row, number)) : refused(task(row, number));
  }

  /** Has it tried again at once; while it is being tried again: the same answer. */
  TaskJson retry(StopId stop, String number, TaskRequest body, Person person) {
    String reason = reasonAlone(body);
    StopRow row = row(stop);
    TaskRow task = task(row, number);
    if (task.state() == TaskState.RETRYING) {
      return TaskJson.of(task);
    }
    if (task.state() != TaskState.OPEN) {
      return refused(task);
    }
    if (task.reason().equals(ResidualReason.PAUSED.name())) {
      throw new Problem(
          HttpStatus.CONFLICT,
          "task " + task.number() + " is " + task.detail() + ": resume " + task.symbol());
    }
    directives.about(row, DirectiveKind.ACCELERATE, task, reason, person);
    return TaskJson.of(task(row, number));
  }

  /** Hands it to the person; handed over already: the same answer. */
  TaskJson handOver(StopId stop, String number, TaskRequest body, Person person) {
    String reason = reasonAlone(body);
    StopRow row = row(stop);
    TaskRow task = task(row, number);
    if (task.state() == TaskState.HANDED_OVER) {
      return TaskJson.of(task);
    }
    if (!MAY_BE_TAKEN.contains(task.state())) {
      return refused(task);
    }
    directives.about(row, DirectiveKind.TAKE_OVER, task, reason, person);
    return TaskJson.of(task(row, number));
  }

  /** Gives it back to the stop; given back already: the same answer. */
  TaskJson giveBack(StopId stop, String number, TaskRequest body, Person person) {
    String reason = reasonAlone(body);
    StopRow row = row(stop);
    TaskRow task = task(row, number);
    if (task.state() == TaskState.RETRYING) {
      return TaskJson.of(task);
    }
    if (task.state() != TaskState.HANDED_OVER) {
      return refused(task);
    }
    directives.about(row, DirectiveKind.GIVE_BACK, task, reason, person);
    return TaskJson.of(task(row, number));
  }

  private static String reason(TaskRequest body) {
    return Values.text("reason", body.reason(), LONGEST_REASON);
  }

  private static String reasonAlone(TaskRequest body) {
    if (body.how() != null) {
      throw Problem.value("how is for resolving a task; here it was: " + body.how());
    }
    return reason(body);
  }

  private static Resolution how(@Nullable String word) {
    if (word == null) {
      return Resolution.OTHER;
    }
    return Arrays.stream(Resolution.values())
        .filter(known -> known.name().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.value(
                    "how must be one of "
                        + Arrays.toString(Resolution.values())
                        + " but was: "
                        + word));
  }

  private StopRow row(StopId stop) {
    return stops
        .find(stop)
        .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "no stop has the id " + stop));
  }

  private TaskRow task(StopRow row, String number) {
    if (!number.matches("[1-9][0-9]{0,8}")) {
      throw Problem.value("the number of a task must be 1 to 999999999 but was: " + number);
    }
    return tasks
        .find(row.stopId(), Integer.parseInt(number))
        .orElseThrow(
            () ->
                new Problem(
                    HttpStatus.NOT_FOUND, "stop " + row.stopId() + " has no task " + number));
  }

  private static TaskJson refused(TaskRow task) {
    throw new Problem(
        HttpStatus.CONFLICT,
        "task "
            + task.number()
            + " is "
            + task.state()
            + (task.actor().isEmpty() ? "" : " by " + task.actor() + ": " + task.words()));
  }
}
