package io.estop.store.recovery;

import static io.estop.store.Rows.at;

import io.estop.model.StopId;
import io.estop.model.recovery.Stage;
import io.estop.store.Database;
import java.time.Clock;

/** Approvals of recovery stages, each used once. */
public final class Approvals {
  private final Database database;
  private final Clock clock;

  public Approvals(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * One approval.
   *
   * @param hash of what was approved
   * @param stopId whose holds
   * @param stage where to
   * @param requester who asked
   * @param approver who approved; another person, or the database refuses
   */
  public record Approval(
      String hash, StopId stopId, Stage stage, String requester, String approver) {}

  /**
   * Uses an approval.
   *
   * @return whether it was unused until now
   */
  public boolean use(Approval approval) {
    return database
            .jdbc()
            .sql(
                """
                insert into approval (approval_hash, stop_id, stage, requester, approver,
                  approved_at)
                values (:hash, :stop, :stage, :requester, :approver, :now) on conflict do nothing
                """)
            .param("hash", approval.hash())
            .param("stop", approval.stopId().value())
            .param("stage", approval.stage().name())
            .param("requester", approval.requester())
            .param("approver", approval.approver())
            .param("now", at(clock.instant()))
            .update()
        == 1;
  }
}
