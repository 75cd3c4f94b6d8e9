package io.estop.store.task;

import static io.estop.store.Rows.at;
import static io.estop.store.Rows.moment;

import io.estop.model.StopId;
import io.estop.model.liquidation.Directive;
import io.estop.model.liquidation.DirectiveKind;
import io.estop.model.trading.Account;
import io.estop.store.Database;
import io.estop.store.alarm.AlarmKind;
import io.estop.store.alarm.Alarms;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What people have to do about positions that stops could not close: one unfinished task per stop
 * and position. Each change is in the ledger, in the transaction that is open or one of its own; a
 * change that was made before changes nothing. An alarm stands while a stop has unfinished tasks.
 */
public final class Tasks {
  /** The reason of a position that the venue shows and no plan has. */
  public static final String NOT_IN_PLAN = "NOT_IN_PLAN";

  private static final String ENGINE = "engine";
  private static final String UNFINISHED = " state in ('OPEN', 'RETRYING', 'HANDED_OVER')";

  private final Database database;
  private final Ledger ledger;
  private final Alarms alarms;
  private final Clock clock;

  public Tasks(Database database, Clock clock) {
    this.database = database;
    this.ledger = new Ledger(database, clock);
    this.alarms = new Alarms(database, clock);
    this.clock = clock;
  }

  // ---- what the engine finds

  /**
   * Opens a task for each position that is left over and has none. One that a person resolved stays
   * so while the position is no larger than it was then; one that was being retried waits for a
   * person again.
   */
  public void open(StopId stop, List<LeftOver> left) {
    if (!left.isEmpty()) {
      database.runInTransaction(() -> openLocked(stop, left));
    }
  }

  private void openLocked(StopId stop, List<LeftOver> left) {
    // Two that open at once would number alike.
    database
        .jdbc()
        .sql("select pg_advisory_xact_lock(hashtextextended('estop/tasks/' || :stop, 0))::text")
        .param("stop", stop.value())
        .query(String.class)
        .single();
    Map<String, TaskRow> latest = new HashMap<>();
    List<TaskRow> all = all(stop);
    all.forEach(task -> latest.put(key(task.account(), task.symbol()), task));
    List<TaskRow> opened = new ArrayList<>();
    Map<TaskRow, LeftOver> known = new LinkedHashMap<>();
    for (LeftOver one : left) {
      TaskRow before = latest.get(key(one.account(), one.symbol()));
      if (before == null || !before.covers(one)) {
        opened.add(TaskRow.opened(all.size() + opened.size() + 1, one, now()));
      } else if (before.state().isUnfinished()) {
        known.put(before, one);
      }
    }
    insert(stop, opened);
    record(stop, ENGINE, "OPENED", "wait for a person", opened);
    Set<Integer> retried =
        known.keySet().stream()
            .filter(task -> task.state() == TaskState.RETRYING)
            .map(TaskRow::number)
            .collect(Collectors.toSet());
    List<TaskRow> tried =
        change(
                stop,
                List.copyOf(known.keySet()),
                task -> task.with(Objects.requireNonNull(known.get(task)), now()))
            .stream()
            .filter(task -> retried.contains(task.number()))
            .toList();
    record(stop, ENGINE, "TRIED", "were tried again and are still open", tried);
    alarm(stop, ENGINE);
  }

  private static String key(Account account, String symbol) {
    return account + " " + symbol;
  }

  /** Says of tasks that wait why their positions are open now; what becomes of them stays. */
  public void explain(StopId stop, List<LeftOver> left) {
    Map<String, LeftOver> known = new HashMap<>();
    left.forEach(one -> known.put(key(one.account(), one.symbol()), one));
    if (known.isEmpty()) {
      return;
    }
    List<TaskRow> waiting =
        unfinished(stop).stream()
            .filter(task -> task.state() != TaskState.HANDED_OVER)
            .filter(task -> known.containsKey(key(task.account(), task.symbol())))
            .toList();
    change(
        stop,
        waiting,
        task ->
            task.explained(Objects.requireNonNull(known.get(key(task.account(), task.symbol())))));
  }

  /** Ties tasks of no plan to the positions that have been planned since. */
  public void planned(StopId stop) {
    database
        .jdbc()
        .sql(
            """
            update task set position = planned_position.number
            from planned_position
            where task.stop_id = :stop and task.position is null
              and task.state in ('OPEN', 'RETRYING', 'HANDED_OVER')
              and planned_position.stop_id = task.stop_id
              and planned_position.account = task.account
              and planned_position.symbol = task.symbol
              and planned_position.status in ('OPEN', 'RESIDUAL', 'HANDED_OVER', 'CLAIMED_BY')
            """)
        .param("stop", stop.value())
        .update();
  }

  /** Ends the tasks of positions that are closed, listed, or another stop's by now. */
  public void follow(StopId stop) {
    Map<Integer, String> over = new HashMap<>();
    database
        .jdbc()
        .sql(
            """
            select task.number, planned_position.status from task
            join planned_position on planned_position.stop_id = task.stop_id
              and planned_position.number = task.position
            where task.stop_id = :stop and task.state in ('OPEN', 'RETRYING', 'HANDED_OVER')
              and (status in ('CLOSED', 'WORTHLESS', 'DUST', 'CLAIMED_BY')
                or (status = 'HANDED_OVER' and open_quantity = 0))
            """)
        .param("stop", stop.value())
        .query(
            row -> {
              over.put(row.getInt("number"), row.getString("status"));
            });
    if (over.isEmpty()) {
      return;
    }
    end(
        stop,
        unfinished(stop).stream()
            .filter(task -> "CLAIMED_BY".equals(over.get(task.number())))
            .toList(),
        TaskState.CLAIMED_BY,
        "another stop closes it now");
    end(
        stop,
        unfinished(stop).stream().filter(task -> over.containsKey(task.number())).toList(),
        TaskState.DONE_BY_VENUE,
        "the venue shows nothing of it that can be closed");
  }

  /** Ends the tasks of an account's positions of no plan that the venue shows no more. */
  public void shown(StopId stop, Account account, Collection<String> symbols) {
    end(
        stop,
        unfinished(stop).stream()
            .filter(task -> task.position().isEmpty() && task.account().equals(account))
            .filter(task -> !symbols.contains(task.symbol()))
            .toList(),
        TaskState.DONE_BY_VENUE,
        "the venue shows it no more");
  }

  private void end(StopId stop, List<TaskRow> tasks, TaskState state, String why) {
    tell(stop, tasks, task -> task.with(state, Optional.empty(), ENGINE, why, now()), why);
  }

  // ---- what people do

  /** Follows what a person told the stop about positions. */
  public void told(StopId stop, Directive directive) {
    Set<TaskState> from = followedFrom(directive.kind());
    TaskState next =
        directive.kind() == DirectiveKind.TAKE_OVER ? TaskState.HANDED_OVER : TaskState.RETRYING;
    List<TaskRow> meant =
        from.isEmpty()
            ? List.of()
            : unfinished(stop).stream()
                .filter(task -> directive.covers(task.account(), task.symbol()))
                .filter(task -> from.contains(task.state()))
                .toList();
    tell(
        stop,
        meant,
        task -> task.with(next, Optional.empty(), directive.actor(), directive.reason(), now()),
        directive.reason());
  }

  /** Returns in which states a task follows such a word. */
  private static Set<TaskState> followedFrom(DirectiveKind kind) {
    return switch (kind) {
      case ACCELERATE -> Set.of(TaskState.OPEN);
      case TAKE_OVER -> Set.of(TaskState.OPEN, TaskState.RETRYING);
      case GIVE_BACK -> Set.of(TaskState.HANDED_OVER);
      case PAUSE, RESUME -> Set.of();
    };
  }

  /**
   * Keeps what a person says becomes of a position; the stop's outcome is the venue's word alone.
   *
   * @return whether the task was unfinished
   */
  public boolean resolve(StopId stop, int number, Resolution how, String actor, String reason) {
    return database.inTransaction(
        () ->
            tell(
                    stop,
                    find(stop, number).stream()
                        .filter(task -> task.state().isUnfinished())
                        .toList(),
                    task -> task.with(TaskState.RESOLVED, Optional.of(how), actor, reason, now()),
                    how + ": " + reason)
                > 0);
  }

  /** Ends what is unfinished with its stop, in the name of whoever ends that. */
  public void leave(StopId stop, String actor, String reason) {
    tell(
        stop,
        unfinished(stop),
        task -> task.with(TaskState.LEFT, Optional.empty(), actor, reason, now()),
        "the stop ended with it: " + reason);
  }

  /** Changes tasks that are as they were read, with their record; returns how many. */
  private int tell(StopId stop, List<TaskRow> tasks, UnaryOperator<TaskRow> next, String why) {
    if (tasks.isEmpty()) {
      return 0;
    }
    return database.inTransaction(
        () -> {
          List<TaskRow> changed = change(stop, tasks, next);
          if (!changed.isEmpty()) {
            TaskRow one = changed.get(0);
            record(stop, one.actor(), one.state().name(), why, changed);
            alarm(stop, one.actor());
          }
          return changed.size();
        });
  }

  private List<TaskRow> change(StopId stop, List<TaskRow> before, UnaryOperator<TaskRow> next) {
    List<TaskRow> after = new ArrayList<>();
    List<Map<String, ?>> rows = new ArrayList<>();
    for (TaskRow task : before) {
      TaskRow now = next.apply(task);
      if (!now.equals(task)) {
        Map<String, @Nullable Object> row = parameters(stop, now);
        row.put("before", task.state().name());
        after.add(now);
        rows.add(row);
      }
    }
    int[] counts =
        database.batch(
            """
            update task set position = :position, quantity = :quantity, reason = :reason,
              detail = :detail, state = :state, how = :how, actor = :actor, words = :words,
              changed_at = :changedAt
            where stop_id = :stop and number = :number and state = :before
            """,
            rows);
    List<TaskRow> changed = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 1) {
        changed.add(after.get(i));
      }
    }
    return changed;
  }

  private void insert(StopId stop, List<TaskRow> opened) {
    database.batch(
        """
        insert into task (stop_id, number, position, account, symbol, quantity, reason, detail,
          state, how, actor, words, opened_at, changed_at)
        values (:stop, :number, :position, :account, :symbol, :quantity, :reason, :detail, :state,
          :how, :actor, :words, :openedAt, :changedAt)
        """,
        opened.stream().<Map<String, ?>>map(task -> parameters(stop, task)).toList());
  }

  private static Map<String, @Nullable Object> parameters(StopId stop, TaskRow task) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("stop", stop.value());
    row.put("number", task.number());
    row.put("position", task.position().orElse(null));
    row.put("account", task.account().toString());
    row.put("symbol", task.symbol());
    row.put("quantity", task.quantity());
    row.put("reason", task.reason());
    row.put("detail", task.detail());
    row.put("state", task.state().name());
    row.put("how", task.how().map(Resolution::name).orElse(null));
    row.put("actor", task.actor());
    row.put("words", task.words());
    row.put("openedAt", at(task.openedAt()));
    row.put("changedAt", at(task.changedAt()));
    return row;
  }

  private void record(StopId stop, String actor, String event, String why, List<TaskRow> tasks) {
    if (!tasks.isEmpty()) {
      ledger.append(
          new LedgerEntry(
              actor,
              "TASKS",
              LedgerEntry.stop(stop),
              Map.of(
                  "event",
                  event,
                  "text",
                  tasks.size() + (tasks.size() == 1 ? " task " : " tasks ") + event + ": " + why,
                  "tasks",
                  tasks.stream().map(TaskRow::subject).toList())));
    }
  }

  private void alarm(StopId stop, String actor) {
    int waiting = unfinished(stop).size();
    if (waiting == 0) {
      alarms.clear(actor, AlarmKind.TASKS_OPEN, stop.value(), Duration.ZERO);
    } else {
      String text =
          waiting
              + (waiting == 1 ? " position is" : " positions are")
              + " left over and not done yet: estop task list "
              + stop;
      alarms.raise(actor, AlarmKind.TASKS_OPEN, stop.value(), text);
      alarms.retell(AlarmKind.TASKS_OPEN, stop.value(), text);
    }
  }

  private Instant now() {
    return clock.instant();
  }

  // ---- what is known

  /** Returns every task of a stop, in the order of their numbers. */
  public List<TaskRow> all(StopId stop) {
    return database
        .jdbc()
        .sql("select * from task where stop_id = :stop order by number")
        .param("stop", stop.value())
        .query(Tasks::row)
        .list();
  }

  /** Returns the tasks of a stop that somebody still has to do something about. */
  public List<TaskRow> unfinished(StopId stop) {
    return database
        .jdbc()
        .sql("select * from task where stop_id = :stop and" + UNFINISHED + " order by number")
        .param("stop", stop.value())
        .query(Tasks::row)
        .list();
  }

  /** Returns one task of a stop. */
  public Optional<TaskRow> find(StopId stop, int number) {
    return database
        .jdbc()
        .sql("select * from task where stop_id = :stop and number = :number")
        .param("stop", stop.value())
        .param("number", number)
        .query(Tasks::row)
        .optional();
  }

  private static TaskRow row(ResultSet row, int index) throws SQLException {
    int position = row.getInt("position");
    boolean planned = !row.wasNull();
    return new TaskRow(
        row.getInt("number"),
        planned ? Optional.of(position) : Optional.empty(),
        Account.parse(row.getString("account")),
        row.getString("symbol"),
        row.getBigDecimal("quantity"),
        row.getString("reason"),
        row.getString("detail"),
        TaskState.valueOf(row.getString("state")),
        Optional.ofNullable(row.getString("how")).map(Resolution::valueOf),
        row.getString("actor"),
        row.getString("words"),
        moment(row, "opened_at"),
        moment(row, "changed_at"));
  }
}
