package io.estop.store.breakglass;

import static io.estop.store.Rows.at;

import io.estop.store.Database;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Entries of break-glass journals, each recorded once however often it is delivered. */
public final class BreakGlassRecords {
  private final Database database;
  private final Ledger ledger;
  private final Clock clock;

  public BreakGlassRecords(Database database, Ledger ledger, Clock clock) {
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * One entry as delivered.
   *
   * @param entryId made by the journal
   * @param act hold, lock or unlock
   * @param subject of the ledger: {@code stop/ID} or {@code account/VENUE/NUMBER}
   * @param person whom the journal names
   * @param deliveredBy who delivers it, as authenticated
   * @param details what the journal says beside
   */
  public record Entry(
      String entryId,
      String act,
      String subject,
      String person,
      String deliveredBy,
      Map<String, String> details) {
    public Entry {
      details = Map.copyOf(details);
    }
  }

  /** Records an entry; returns whether it is new. */
  public boolean record(Entry entry) {
    return database.inTransaction(
        () -> {
          boolean isNew = insert(entry) == 1;
          if (isNew) {
            ledger.append(row(entry));
          }
          return isNew;
        });
  }

  private int insert(Entry entry) {
    return database
        .jdbc()
        .sql(
            """
            insert into break_glass (entry_id, act, subject, person, delivered_at, delivered_by)
            values (:entry, :act, :subject, :person, :at, :by) on conflict do nothing
            """)
        .param("entry", entry.entryId())
        .param("act", entry.act())
        .param("subject", entry.subject())
        .param("person", entry.person())
        .param("at", at(clock.instant()))
        .param("by", entry.deliveredBy())
        .update();
  }

  private static LedgerEntry row(Entry entry) {
    Map<String, Object> details = new HashMap<>(entry.details());
    details.put("entry", entry.entryId());
    details.put("person", entry.person());
    details.put("text", entry.person() + " broke the glass: " + entry.act());
    return new LedgerEntry(
        entry.deliveredBy(), "BREAK_GLASS", entry.subject(), Map.copyOf(details));
  }
}
