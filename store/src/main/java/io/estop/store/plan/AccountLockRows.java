package io.estop.store.plan;

import static io.estop.store.Rows.at;

import io.estop.model.StopId;
import io.estop.model.trading.Account;
import io.estop.store.Database;
import java.time.Clock;
import java.util.List;

/** Which stops want which accounts locked at their venue. */
public final class AccountLockRows {
  private final Database database;
  private final Clock clock;

  public AccountLockRows(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Makes the stop one of the owners of the account's lock; once is enough. */
  public void own(StopId stop, Account account) {
    database
        .jdbc()
        .sql(
            "insert into account_lock (account, stop_id, locked_at) values (:account, :stop, :now)"
                + " on conflict do nothing")
        .param("account", account.toString())
        .param("stop", stop.value())
        .param("now", at(clock.instant()))
        .update();
  }

  /** Takes the stop off the owners. */
  public void disown(StopId stop, Account account) {
    database
        .jdbc()
        .sql("delete from account_lock where account = :account and stop_id = :stop")
        .param("account", account.toString())
        .param("stop", stop.value())
        .update();
  }

  /** Returns the stops that want the account locked, the first one first. */
  public List<StopId> owners(Account account) {
    return database
        .jdbc()
        .sql(
            "select stop_id from account_lock where account = :account"
                + " order by locked_at, stop_id")
        .param("account", account.toString())
        .query((row, number) -> StopId.parse(row.getString("stop_id")))
        .list();
  }

  /** Returns the accounts that a stop wants locked. */
  public List<Account> of(StopId stop) {
    return database
        .jdbc()
        .sql("select account from account_lock where stop_id = :stop order by account")
        .param("stop", stop.value())
        .query((row, number) -> Account.parse(row.getString("account")))
        .list();
  }

  /**
   * Holds the account's lock for this transaction, so that setting and lifting never cross: the
   * second waits until the first has told the venue.
   */
  public void serialize(Account account) {
    database
        .jdbc()
        .sql("select pg_advisory_xact_lock(hashtextextended('estop account lock ' || :account, 0))")
        .param("account", account.toString())
        .query(row -> {});
  }
}
