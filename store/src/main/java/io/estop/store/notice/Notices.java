package io.estop.store.notice;

import static io.estop.store.Rows.at;

import io.estop.store.Database;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What became of each notice: one row per subject, channel and event. */
public final class Notices {
  private final Database database;
  private final Clock clock;

  public Notices(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * One notice on one channel.
   *
   * @param channel slack or grafana
   * @param event what happened
   * @param state SENT or FAILED
   * @param reference what the channel calls it, so that later ones can be threaded
   * @param detail what went wrong, or empty
   * @param attempts so far
   */
  public record Notice(
      String channel,
      String event,
      String state,
      Optional<String> reference,
      String detail,
      int attempts) {

    /** Returns whether it reached its channel. */
    public boolean isSent() {
      return state.equals("SENT");
    }
  }

  /** Writes what became of a notice. */
  public void record(String subject, Notice notice) {
    database
        .jdbc()
        .sql(
            """
            insert into notice (subject, channel, event, state, reference, detail, attempts,
              changed_at)
            values (:subject, :channel, :event, :state, :reference, :detail, 1, :now)
            on conflict (subject, channel, event) do update set state = excluded.state,
              reference = excluded.reference, detail = excluded.detail,
              attempts = notice.attempts + 1, changed_at = excluded.changed_at
            """)
        .param("subject", subject)
        .param("channel", notice.channel())
        .param("event", notice.event())
        .param("state", notice.state())
        .param("reference", notice.reference().orElse(null))
        .param("detail", notice.detail())
        .param("now", at(clock.instant()))
        .update();
  }

  /** Returns the notices about a subject, oldest first. */
  public List<Notice> about(String subject) {
    return database
        .jdbc()
        .sql("select * from notice where subject = :subject order by changed_at")
        .param("subject", subject)
        .query(
            (row, number) ->
                new Notice(
                    row.getString("channel"),
                    row.getString("event"),
                    row.getString("state"),
                    Optional.ofNullable(row.getString("reference")),
                    row.getString("detail"),
                    row.getInt("attempts")))
        .list();
  }
}
