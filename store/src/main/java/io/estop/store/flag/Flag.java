package io.estop.store.flag;

import static io.estop.store.Rows.at;
import static io.estop.store.Rows.moment;

import io.estop.model.Action;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import io.estop.model.hold.Mode;
import io.estop.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The durable truth about holds. Every change raises the version in the same transaction. */
public final class Flag {
  private static final String RELEASED_OF =
      "select stop_id from hold_release where stop_id = any(:stops)";
  private static final String ENDED_OF =
      """
      select stop_id from stop where stop_id = any(:stops) and ended_at is not null
      union select alias as stop_id from stop_alias join stop using (stop_id)
        where alias = any(:stops) and ended_at is not null
      """;

  private final Database database;
  private final Clock clock;

  public Flag(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Adds a hold, or merges it with what the flag knows of it. May be called any number of times.
   */
  public HoldWrite add(Hold hold) {
    return database.inTransaction(() -> addLocked(hold));
  }

  private HoldWrite addLocked(Hold hold) {
    lockVersion();
    if (isOver(hold.stopId())) {
      return HoldWrite.ENDED;
    }
    Optional<Hold> known = find(hold.stopId());
    if (known.filter(other -> !other.scope().equals(hold.scope())).isPresent()) {
      return HoldWrite.OTHER_SCOPE;
    }
    Hold merged = known.map(hold::merge).orElse(hold);
    if (known.isEmpty() || !known.get().equals(merged)) {
      write(merged);
      raiseVersion();
    }
    return HoldWrite.HELD;
  }

  /**
   * Loosens holds to their next revision, if nothing changed since the given version was read.
   *
   * @return whether it was done; false when the flag has moved on
   */
  public boolean loosen(Collection<Hold> loosened, long seenVersion) {
    return database.inTransaction(
        () -> {
          if (lockVersion() != seenVersion) {
            return false;
          }
          loosened.forEach(this::write);
          raiseVersion();
          return true;
        });
  }

  /**
   * Releases the holds of stops for ever, if nothing changed since the given version was read.
   *
   * @return whether it was done; false when the flag has moved on
   */
  public boolean release(Collection<StopId> stops, long seenVersion) {
    return database.inTransaction(
        () -> {
          if (lockVersion() != seenVersion) {
            return false;
          }
          long version = raiseVersion();
          stops.forEach(stop -> releaseOne(stop, version));
          return true;
        });
  }

  private void releaseOne(StopId stop, long version) {
    database
        .jdbc()
        .sql(
            "insert into hold_release (stop_id, released_at, flag_version)"
                + " values (:stop, :at, :version) on conflict do nothing")
        .param("stop", stop.value())
        .param("at", at(clock.instant()))
        .param("version", version)
        .update();
    database
        .jdbc()
        .sql("delete from hold where stop_id = :stop")
        .param("stop", stop.value())
        .update();
  }

  /** Returns all that the flag says, at one moment. */
  public FlagState read() {
    return database.inTransaction(
        () -> {
          // The lock makes version, holds and releases one moment without a stricter isolation.
          long version = lockVersion();
          List<StopId> releases =
              database
                  .jdbc()
                  .sql("select stop_id from hold_release")
                  .query((row, number) -> StopId.parse(row.getString("stop_id")))
                  .list();
          return new FlagState(version, holds(), new HashSet<>(releases));
        });
  }

  /**
   * Returns what the keeper needs at one moment: every hold that stands, the newest releases, and
   * what became of the stops asked about, however long ago that was.
   *
   * @param asked stops that the board or a gate shows
   * @param newest how many of the newest releases
   */
  public FlagTruth readAbout(Collection<StopId> asked, int newest) {
    String[] ids = asked.stream().map(StopId::value).distinct().toArray(String[]::new);
    return database.inTransaction(
        () -> {
          long version = lockVersion();
          Set<StopId> released = new HashSet<>(stops(RELEASED_OF, ids));
          Set<StopId> ended = new HashSet<>(stops(ENDED_OF, ids));
          ended.removeAll(released);
          return new FlagTruth(version, holds(), newestReleases(newest), released, ended);
        });
  }

  private Map<StopId, Hold> holds() {
    return database.jdbc().sql("select * from hold").query(Flag::hold).list().stream()
        .collect(Collectors.toMap(Hold::stopId, Function.identity()));
  }

  private List<StopId> newestReleases(int most) {
    List<StopId> newestFirst =
        new ArrayList<>(
            database
                .jdbc()
                .sql(
                    "select stop_id from hold_release order by flag_version desc, stop_id"
                        + " limit :most")
                .param("most", most)
                .query((row, number) -> StopId.parse(row.getString("stop_id")))
                .list());
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  private List<StopId> stops(String sql, String[] ids) {
    return database
        .jdbc()
        .sql(sql)
        .param("stops", ids)
        .query((row, number) -> StopId.parse(row.getString("stop_id")))
        .list();
  }

  /**
   * Releases for ever what stands under the id of an ended stop in other places only: the flag
   * holds nothing of it, so nothing that it guards is loosened.
   *
   * @return whether it was done; false when the flag holds it, or the stop has not ended
   */
  public boolean takeOff(StopId stop) {
    return database.inTransaction(
        () -> {
          lockVersion();
          if (find(stop).isPresent() || !isOver(stop)) {
            return false;
          }
          releaseOne(stop, raiseVersion());
          return true;
        });
  }

  /** Returns the number of the next incarnation of the board; never the same twice. */
  public long nextIncarnation() {
    return nextIncarnation(0);
  }

  /**
   * Returns the number of the next incarnation of the board; never the same twice.
   *
   * @param above one that somebody has seen: the answer is higher, also where this database went
   *     back in time
   */
  public long nextIncarnation(long above) {
    return database.inTransaction(
        () -> {
          lockVersion();
          return database
              .jdbc()
              .sql(
                  "select setval('board_incarnation',"
                      + " greatest(nextval('board_incarnation'), :above + 1))")
              .param("above", above)
              .query(Long.class)
              .single();
        });
  }

  /**
   * Returns whether that stop's hold was released, or the stop, or the one it joined, has ended.
   */
  public boolean isOver(StopId stop) {
    return database
        .jdbc()
        .sql(
            """
            select exists (select from hold_release where stop_id = :stop)
              or exists (select from stop where stop_id = :stop and ended_at is not null)
              or exists (select from stop_alias join stop using (stop_id)
                where alias = :stop and ended_at is not null)
            """)
        .param("stop", stop.value())
        .query(Boolean.class)
        .single();
  }

  /**
   * Returns holds that no stop, no press and no release is known of: somebody put them there by
   * another way. At most that many, the oldest first.
   */
  public List<Hold> orphans(int most) {
    return database
        .jdbc()
        .sql(
            """
            select * from hold
            where not exists (select from stop where stop.stop_id = hold.stop_id)
              and not exists (select from stop_alias where alias = hold.stop_id)
              and not exists (select from outbox where outbox.stop_id = hold.stop_id)
              and not exists (select from hold_release where hold_release.stop_id = hold.stop_id)
            order by held_at, stop_id limit :most
            """)
        .param("most", most)
        .query(Flag::hold)
        .list();
  }

  /** Returns whether the flag has the hold of that stop, or had it until it was released. */
  public boolean knows(StopId stop) {
    return database
        .jdbc()
        .sql(
            """
            select exists (select from hold where stop_id = :stop)
              or exists (select from hold_release where stop_id = :stop)
            """)
        .param("stop", stop.value())
        .query(Boolean.class)
        .single();
  }

  private Optional<Hold> find(StopId stop) {
    return database
        .jdbc()
        .sql("select * from hold where stop_id = :stop")
        .param("stop", stop.value())
        .query(Flag::hold)
        .optional();
  }

  private void write(Hold hold) {
    database
        .jdbc()
        .sql(
            """
            insert into hold (stop_id, scope, mode, factor, action, revision, held_at)
            values (:stop, :scope, :mode, :factor, :action, :revision, :heldAt)
            on conflict (stop_id) do update set mode = excluded.mode, factor = excluded.factor,
              action = excluded.action, revision = excluded.revision, held_at = excluded.held_at
            """)
        .param("stop", hold.stopId().value())
        .param("scope", hold.scope().toString())
        .param("mode", hold.mode().name())
        .param("factor", hold.factor())
        .param("action", hold.action().name())
        .param("revision", hold.revision())
        .param("heldAt", at(hold.heldAt()))
        .update();
  }

  private long lockVersion() {
    return database
        .jdbc()
        .sql("select version from flag_version for update")
        .query(Long.class)
        .single();
  }

  private long raiseVersion() {
    return database
        .jdbc()
        .sql("update flag_version set version = version + 1 returning version")
        .query(Long.class)
        .single();
  }

  private static Hold hold(ResultSet row, int number) throws SQLException {
    return new Hold(
        StopId.parse(row.getString("stop_id")),
        Scope.parse(row.getString("scope")),
        Mode.valueOf(row.getString("mode")),
        row.getBigDecimal("factor"),
        Action.valueOf(row.getString("action")),
        row.getLong("revision"),
        moment(row, "held_at"));
  }
}
