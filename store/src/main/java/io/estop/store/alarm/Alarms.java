package io.estop.store.alarm;

import static io.estop.store.Rows.at;
import static io.estop.store.Rows.moment;
import static io.estop.store.Rows.momentIfAny;

import io.estop.store.Database;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The alarms. Raising one that stands, and clearing one that does not, change nothing; each change
 * is in the ledger. Bounded: of one kind at most {@value #MOST_OPEN} stand, of those that are over
 * the newest {@value #MOST_KEPT} are kept.
 */
public final class Alarms {
  /** Most alarms of one kind that stand at a time. */
  public static final int MOST_OPEN = 100;

  private static final int MOST_KEPT = 10_000;
  private static final int LONGEST_SUBJECT = 128;
  private static final int LONGEST_TEXT = 500;

  private final Database database;
  private final Ledger ledger;
  private final Clock clock;

  public Alarms(Database database, Clock clock) {
    this.database = database;
    this.ledger = new Ledger(database, clock);
    this.clock = clock;
  }

  /**
   * Raises an alarm that does not stand yet.
   *
   * @param actor who sees it
   * @return whether it is new; false also where too many of its kind stand
   */
  public boolean raise(String actor, AlarmKind kind, String subject, String text) {
    String about = cut(subject, LONGEST_SUBJECT);
    return database.inTransaction(
        () -> {
          boolean raised = insert(kind, about, cut(text, LONGEST_TEXT)) > 0;
          if (raised) {
            record(actor, "ALARM_RAISED", kind, about, text);
          }
          return raised;
        });
  }

  private int insert(AlarmKind kind, String subject, String text) {
    return database
        .jdbc()
        .sql(
            """
            insert into alarm (kind, subject, text, raised_at)
            select :kind, :subject, :text, :now
              where (select count(*) from alarm where kind = :kind and cleared_at is null) < :most
            on conflict (kind, subject) where cleared_at is null do nothing
            """)
        .param("kind", kind.name())
        .param("subject", subject)
        .param("text", text)
        .param("now", at(clock.instant()))
        .param("most", MOST_OPEN)
        .update();
  }

  /** Says anew what an alarm that stands is about; since when it stands does not change. */
  public void retell(AlarmKind kind, String subject, String text) {
    database
        .jdbc()
        .sql(
            "update alarm set text = :text where kind = :kind and subject = :subject"
                + " and cleared_at is null and text <> :text")
        .param("text", cut(text, LONGEST_TEXT))
        .param("kind", kind.name())
        .param("subject", cut(subject, LONGEST_SUBJECT))
        .update();
  }

  /**
   * Clears an alarm that has stood for at least so long; a shorter one may flap.
   *
   * @return whether it did
   */
  public boolean clear(String actor, AlarmKind kind, String subject, Duration least) {
    return database.inTransaction(
        () -> {
          int cleared =
              database
                  .jdbc()
                  .sql(
                      "update alarm set cleared_at = :now where kind = :kind and subject = :subject"
                          + " and cleared_at is null and raised_at <= :before")
                  .param("now", at(clock.instant()))
                  .param("before", at(clock.instant().minus(least)))
                  .param("kind", kind.name())
                  .param("subject", subject)
                  .update();
          if (cleared > 0) {
            record(actor, "ALARM_CLEARED", kind, subject, "over");
            forgetOld();
          }
          return cleared > 0;
        });
  }

  private void forgetOld() {
    database
        .jdbc()
        .sql(
            "delete from alarm where cleared_at is not null and alarm_id <= (select max(alarm_id)"
                + " from alarm) - :kept")
        .param("kept", MOST_KEPT)
        .update();
  }

  private void record(String actor, String action, AlarmKind kind, String subject, String text) {
    ledger.append(
        new LedgerEntry(
            actor,
            action,
            "alarm/" + kind,
            Map.of("subject", subject, "text", cut(text, LONGEST_TEXT))));
  }

  /** Returns those that stand, the newest first. */
  public List<Alarm> open() {
    return database
        .jdbc()
        .sql("select * from alarm where cleared_at is null order by alarm_id desc")
        .query(Alarms::row)
        .list();
  }

  /** Returns those that stand, then those that are over, each the newest first. */
  public List<Alarm> newest(int most) {
    return database
        .jdbc()
        .sql("select * from alarm order by (cleared_at is not null), alarm_id desc limit :most")
        .param("most", most)
        .query(Alarms::row)
        .list();
  }

  /** Returns how many of each kind stand. */
  public Map<AlarmKind, Integer> counts() {
    Map<AlarmKind, Integer> counts = new EnumMap<>(AlarmKind.class);
    open().forEach(alarm -> counts.merge(alarm.kind(), 1, Integer::sum));
    return counts;
  }

  private static String cut(String text, int longest) {
    String oneLine = text.replaceAll("\\p{Cntrl}", " ");
    return oneLine.length() <= longest ? oneLine : oneLine.substring(0, longest - 1) + "…";
  }

  private static Alarm row(ResultSet row, int number) throws SQLException {
    return new Alarm(
        AlarmKind.valueOf(row.getString("kind")),
        row.getString("subject"),
        row.getString("text"),
        moment(row, "raised_at"),
        momentIfAny(row, "cleared_at"));
  }
}
