package io.estop.store.breaker;

import static io.estop.store.Rows.at;

import io.estop.model.Scope;
import io.estop.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The states of rules; a change counts only against the version it was made from, so that
 * confirmations count across all processes that judge.
 */
public final class RuleRows {
  private static final int LONGEST_WHY = 1_000;

  private final Database database;
  private final Clock clock;

  public RuleRows(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Returns all states of a scope. */
  public List<RuleRow> of(Scope scope) {
    return database
        .jdbc()
        .sql("select * from breaker_rule where scope = :scope order by rule, subject")
        .param("scope", scope.toString())
        .query((row, number) -> row(scope, row))
        .list();
  }

  /** Returns the states of some rules of a scope. */
  public List<RuleRow> of(Scope scope, Collection<String> rules) {
    return database
        .jdbc()
        .sql("select * from breaker_rule where scope = :scope and rule in (:rules)")
        .param("scope", scope.toString())
        .param("rules", rules)
        .query((row, number) -> row(scope, row))
        .list();
  }

  private static RuleRow row(Scope scope, ResultSet row) throws SQLException {
    return new RuleRow(
        new RuleRow.Key(scope, row.getString("rule"), row.getString("subject")),
        StateText.read(row.getString("state")),
        row.getString("why"),
        row.getLong("version"));
  }

  /**
   * Keeps rows against the versions that they carry; belongs into a transaction, which the caller
   * takes back where it returns false.
   *
   * @return whether nobody changed any of them meanwhile
   */
  public boolean keep(List<RuleRow> rows) {
    List<Map<String, ?>> parameters = new ArrayList<>();
    for (RuleRow row : rows) {
      parameters.add(
          Map.of(
              "scope", row.key().scope().toString(),
              "rule", row.key().rule(),
              "subject", row.key().subject(),
              "state", StateText.write(row.state()),
              "why", cut(row.why()),
              "seen", row.version(),
              "now", at(clock.instant())));
    }
    int[] counts =
        database.batch(
            """
            insert into breaker_rule (scope, rule, subject, state, why, version, judged_at)
            values (:scope, :rule, :subject, cast(:state as jsonb), :why, :seen + 1, :now)
            on conflict (scope, rule, subject) do update set state = excluded.state,
              why = excluded.why, version = excluded.version, judged_at = excluded.judged_at
            where breaker_rule.version = :seen
            """,
            parameters);
    return Arrays.stream(counts).allMatch(count -> count == 1);
  }

  private static String cut(String why) {
    return why.length() <= LONGEST_WHY ? why : why.substring(0, LONGEST_WHY);
  }

  /**
   * Forgets subjects of a scope that nobody judged for so long and that never tripped: episodes
   * number trips, and one that began anew would be taken for a trip that is there.
   */
  public int forget(Scope scope, Duration after) {
    return database
        .jdbc()
        .sql(
            "delete from breaker_rule where scope = :scope and judged_at < :before"
                + " and cast(state ->> 'episode' as bigint) = 0")
        .param("scope", scope.toString())
        .param("before", at(clock.instant().minus(after)))
        .update();
  }
}
