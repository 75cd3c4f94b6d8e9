package io.estop.store.breaker;

import static io.estop.store.Rows.at;
import static io.estop.store.Rows.moment;

import io.estop.model.Scope;
import io.estop.store.Database;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** High-water marks of equity; a change counts only against the version it was made from. */
public final class EquityMarks {
  private final Database database;

  public EquityMarks(Database database) {
    this.database = database;
  }

  /**
   * From where a scope's fall is counted.
   *
   * @param mark highest equity that two readings in a row have reached
   * @param equity the latest reading
   * @param readAt when it was read
   * @param version rises with every change; 0: not kept yet
   * @param moved money that the mark has been moved by; empty where nobody told of any
   */
  public record EquityMark(
      BigDecimal mark, BigDecimal equity, Instant readAt, long version, Optional<Moved> moved) {}

  /**
   * Money that people moved, which is neither gain nor loss.
   *
   * @param since day of the exchange from which on it counts
   * @param amount paid in; negative: paid out
   */
  public record Moved(LocalDate since, BigDecimal amount) {}

  /** Returns a scope's mark, empty before its first reading. */
  public Optional<EquityMark> find(Scope scope) {
    return database
        .jdbc()
        .sql("select * from equity_mark where scope = :scope")
        .param("scope", scope.toString())
        .query(EquityMarks::mark)
        .optional();
  }

  private static EquityMark mark(ResultSet row, int number) throws SQLException {
    LocalDate since = row.getObject("moved_since", LocalDate.class);
    return new EquityMark(
        row.getBigDecimal("mark"),
        row.getBigDecimal("equity"),
        moment(row, "read_at"),
        row.getLong("version"),
        since == null
            ? Optional.empty()
            : Optional.of(new Moved(since, row.getBigDecimal("moved"))));
  }

  /** Keeps a mark against the version that it carries; returns whether it was kept. */
  public boolean keep(Scope scope, EquityMark mark) {
    return database
            .jdbc()
            .sql(
                """
                insert into equity_mark (scope, mark, equity, version, read_at, moved_since, moved)
                values (:scope, :mark, :equity, :seen + 1, :at, :since, :moved)
                on conflict (scope) do update set mark = excluded.mark, equity = excluded.equity,
                  version = excluded.version, read_at = excluded.read_at,
                  moved_since = excluded.moved_since, moved = excluded.moved
                where equity_mark.version = :seen
                """)
            .param("scope", scope.toString())
            .param("mark", mark.mark())
            .param("equity", mark.equity())
            .param("seen", mark.version())
            .param("at", at(mark.readAt()))
            .param("since", mark.moved().map(Moved::since).orElse(null), Types.DATE)
            .param("moved", mark.moved().map(Moved::amount).orElse(null), Types.NUMERIC)
            .update()
        == 1;
  }
}
