package io.estop.store.plan;

import static io.estop.store.Rows.at;
import static io.estop.store.Rows.moment;

import io.estop.model.StopId;
import io.estop.model.liquidation.Directive;
import io.estop.model.liquidation.DirectiveKind;
import io.estop.model.liquidation.Directives;
import io.estop.model.trading.Account;
import io.estop.store.Database;
import java.util.Optional;

/** What people told stops about their positions. */
public final class DirectiveRows {
  private final Database database;

  public DirectiveRows(Database database) {
    this.database = database;
  }

  /**
   * Keeps a directive; one whose id the stop knows changes nothing.
   *
   * @param id of the request, so that it may be repeated
   * @return whether it is new
   */
  public boolean add(StopId stop, String id, Directive directive) {
    return database
            .jdbc()
            .sql(
                """
                insert into directive (stop_id, id, kind, account, symbol, actor, reason, given_at)
                values (:stop, :id, :kind, :account, :symbol, :actor, :reason, :at)
                on conflict (stop_id, id) do nothing
                """)
            .param("stop", stop.value())
            .param("id", id)
            .param("kind", directive.kind().name())
            .param("account", directive.account().map(Account::toString).orElse(null))
            .param("symbol", directive.symbol().orElse(null))
            .param("actor", directive.actor())
            .param("reason", directive.reason())
            .param("at", at(directive.givenAt()))
            .update()
        == 1;
  }

  /** Returns what a stop was told, oldest first. */
  public Directives of(StopId stop) {
    return new Directives(
        database
            .jdbc()
            .sql("select * from directive where stop_id = :stop order by given")
            .param("stop", stop.value())
            .query(
                (row, number) ->
                    new Directive(
                        DirectiveKind.valueOf(row.getString("kind")),
                        Optional.ofNullable(row.getString("account")).map(Account::parse),
                        Optional.ofNullable(row.getString("symbol")),
                        row.getString("actor"),
                        row.getString("reason"),
                        moment(row, "given_at")))
            .list());
  }
}
