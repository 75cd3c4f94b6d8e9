package io.estop.store.ledger;

import static io.estop.store.Rows.at;
import static io.estop.store.Rows.moment;

import io.estop.store.CanonicalJson;
import io.estop.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The audit chain. An append costs one lock and one insert per row, whatever the length; nothing is
 * re-verified on the stop path.
 */
public final class Ledger {
  private static final String GENESIS = "0".repeat(64);
  private static final int PAGE = 1_000;

  private final Database database;
  private final Clock clock;

  public Ledger(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  private record Head(long sequence, String hash) {}

  /** Appends one entry, in the transaction that is open or one of its own. */
  public void append(LedgerEntry entry) {
    append(List.of(entry));
  }

  /** Appends entries in their order, all or none. */
  public void append(List<LedgerEntry> entries) {
    if (!entries.isEmpty()) {
      database.runInTransaction(() -> appendLocked(entries));
    }
  }

  /**
   * Appends an entry unless the newest row about its subject with one of the actions says the same:
   * of several who see one change, one records it.
   *
   * @param actions those that the subject changes between, the entry's own among them
   * @return whether it was appended
   */
  public boolean appendChange(LedgerEntry entry, List<String> actions) {
    return database.inTransaction(
        () -> {
          lockedHead();
          boolean isNews =
              about(entry.subject(), actions, 1).stream()
                  .noneMatch(
                      row ->
                          row.action().equals(entry.action())
                              && row.details().equals(CanonicalJson.write(entry.details())));
          if (isNews) {
            appendLocked(List.of(entry));
          }
          return isNews;
        });
  }

  private Head lockedHead() {
    return database
        .jdbc()
        .sql("select sequence, hash from ledger_head for update")
        .query((row, number) -> new Head(row.getLong("sequence"), row.getString("hash")))
        .single();
  }

  private void appendLocked(List<LedgerEntry> entries) {
    Head head = lockedHead();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    long sequence = head.sequence();
    String previous = head.hash();
    for (LedgerEntry entry : entries) {
      sequence++;
      LedgerRow row =
          LedgerRow.chained(sequence, now, entry, CanonicalJson.write(entry.details()), previous);
      insert(row);
      previous = row.hash();
    }
    database
        .jdbc()
        .sql("update ledger_head set sequence = :sequence, hash = :hash")
        .param("sequence", sequence)
        .param("hash", previous)
        .update();
  }

  private void insert(LedgerRow row) {
    database
        .jdbc()
        .sql(
            """
            insert into ledger (sequence, recorded_at, actor, action, subject, details,
              previous_hash, hash)
            values (:sequence, :at, :actor, :action, :subject, :details, :previous, :hash)
            """)
        .param("sequence", row.sequence())
        .param("at", at(row.recordedAt()))
        .param("actor", row.actor())
        .param("action", row.action())
        .param("subject", row.subject())
        .param("details", row.details())
        .param("previous", row.previousHash())
        .param("hash", row.hash())
        .update();
  }

  /** Returns the newest rows about a subject with one of the actions, oldest first. */
  public List<LedgerRow> about(String subject, List<String> actions, int most) {
    return database
        .jdbc()
        .sql(
            """
            select * from (select * from ledger where subject = :subject and action in (:actions)
              order by sequence desc limit :most) newest order by sequence
            """)
        .param("subject", subject)
        .param("actions", actions)
        .param("most", most)
        .query(Ledger::row)
        .list();
  }

  /**
   * Walks the whole chain.
   *
   * @return what is wrong with the first bad row, empty when the chain is intact
   */
  public Optional<String> firstBreak() {
    long sequence = 0;
    String previous = GENESIS;
    List<LedgerRow> page = after(0);
    while (!page.isEmpty()) {
      for (LedgerRow row : page) {
        if (row.sequence() != sequence + 1) {
          return Optional.of("row " + (sequence + 1) + " is missing");
        }
        if (!row.previousHash().equals(previous) || !row.hash().equals(row.computedHash())) {
          return Optional.of("row " + row.sequence() + " was changed");
        }
        sequence = row.sequence();
        previous = row.hash();
      }
      page = after(sequence);
    }
    return headAgrees(sequence, previous);
  }

  private Optional<String> headAgrees(long sequence, String hash) {
    boolean agrees =
        database
            .jdbc()
            .sql(
                "select exists (select from ledger where sequence > :sequence)"
                    + " or exists (select from ledger_head where sequence = :sequence and hash = :hash)")
            .param("sequence", sequence)
            .param("hash", hash)
            .query(Boolean.class)
            .single();
    return agrees ? Optional.empty() : Optional.of("rows after " + sequence + " are missing");
  }

  private List<LedgerRow> after(long sequence) {
    List<LedgerRow> rows =
        database
            .jdbc()
            .sql("select * from ledger where sequence > :after order by sequence limit :page")
            .param("after", sequence)
            .param("page", PAGE)
            .query(Ledger::row)
            .list();
    return new ArrayList<>(rows);
  }

  private static LedgerRow row(ResultSet row, int number) throws SQLException {
    return new LedgerRow(
        row.getLong("sequence"),
        moment(row, "recorded_at"),
        row.getString("actor"),
        row.getString("action"),
        row.getString("subject"),
        row.getString("details"),
        row.getString("previous_hash"),
        row.getString("hash"));
  }
}
