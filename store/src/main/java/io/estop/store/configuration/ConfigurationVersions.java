package io.estop.store.configuration;

import static io.estop.store.Rows.at;
import static io.estop.store.Rows.moment;

import io.estop.model.Sha256;
import io.estop.store.CanonicalJson;
import io.estop.store.Database;
import io.estop.store.configuration.ConfigurationVersion.Approval;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.dao.DuplicateKeyException;

/**
 * Changes of the configuration, each with a second person's approval and a row in the ledger that
 * is written in the same transaction. Does not know what a setting may be: who proposes checks that
 * first, who takes a version into force checks it again. Thread-safe.
 */
public final class ConfigurationVersions {
  private static final String SUBJECT = "configuration";

  private final Database database;
  private final Ledger ledger;
  private final Clock clock;

  public ConfigurationVersions(Database database, Ledger ledger, Clock clock) {
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** What came of an approval. */
  public enum Answer {
    APPROVED,
    /** It was approved before, by whomever. */
    APPROVED_BEFORE,
    /** Another version came into force since it was proposed. */
    OUTDATED,
    /** The hash is not that of the proposal. */
    OTHER_HASH,
    /** Its proposer cannot be its approver. */
    SAME_PERSON,
    UNKNOWN
  }

  /** Returns the version in force, empty where files and variables alone count. */
  public Optional<ConfigurationVersion> inForce() {
    return database
        .jdbc()
        .sql(
            "select * from configuration_version where approver is not null"
                + " order by number desc limit 1")
        .query(ConfigurationVersions::row)
        .optional();
  }

  /** Returns the newest proposals, approved or not, newest first. */
  public List<ConfigurationVersion> newest(int most) {
    return database
        .jdbc()
        .sql("select * from configuration_version order by number desc limit :most")
        .param("most", most)
        .query(ConfigurationVersions::row)
        .list();
  }

  /** Returns the version of that number. */
  public Optional<ConfigurationVersion> find(long number) {
    return database
        .jdbc()
        .sql("select * from configuration_version where number = :number")
        .param("number", number)
        .query(ConfigurationVersions::row)
        .optional();
  }

  /**
   * Records a proposal.
   *
   * @param base the version in force that its proposer saw
   * @param settings all that shall hold beside files and variables
   */
  public ConfigurationVersion propose(
      long base, Map<String, String> settings, String reason, String proposer) {
    return database.inTransaction(
        () -> {
          long number =
              database
                  .jdbc()
                  .sql("select nextval(pg_get_serial_sequence('configuration_version', 'number'))")
                  .query(Long.class)
                  .single();
          Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
          ConfigurationVersion proposed =
              new ConfigurationVersion(
                  number,
                  base,
                  settings,
                  reason,
                  proposer,
                  now,
                  hash(number, base, settings, reason, proposer),
                  Optional.empty());
          insert(proposed);
          record(proposer, "CONFIGURATION_PROPOSED", proposed);
          return proposed;
        });
  }

  private String hash(
      long number, long base, Map<String, String> settings, String reason, String proposer) {
    return Sha256.hex(
        CanonicalJson.write(
            Map.of(
                "environment", database.environment().value(),
                "number", number,
                "base", base,
                "settings", settings,
                "reason", reason,
                "proposer", proposer)));
  }

  private void insert(ConfigurationVersion proposed) {
    database
        .jdbc()
        .sql(
            """
            insert into configuration_version (number, base, settings, reason, proposer,
              proposed_at, approval_hash)
            overriding system value
            values (:number, :base, :settings, :reason, :proposer, :at, :hash)
            """)
        .param("number", proposed.number())
        .param("base", proposed.base())
        .param("settings", CanonicalJson.write(proposed.settings()))
        .param("reason", proposed.reason())
        .param("proposer", proposed.proposer())
        .param("at", at(proposed.proposedAt()))
        .param("hash", proposed.approvalHash())
        .update();
  }

  /** Approves a proposal, once: from then on it is in force. */
  public Answer approve(long number, String hash, String approver) {
    Optional<ConfigurationVersion> found = find(number);
    if (found.isEmpty()) {
      return Answer.UNKNOWN;
    }
    ConfigurationVersion proposed = found.get();
    if (proposed.approval().isPresent()) {
      return Answer.APPROVED_BEFORE;
    }
    if (!proposed.approvalHash().equals(hash)) {
      return Answer.OTHER_HASH;
    }
    if (proposed.proposer().equals(approver)) {
      return Answer.SAME_PERSON;
    }
    try {
      return database.inTransaction(() -> approved(proposed, approver));
    } catch (DuplicateKeyException overtaken) {
      // Another proposal made on the same version was approved at the same moment.
      return Answer.OUTDATED;
    }
  }

  private Answer approved(ConfigurationVersion proposed, String approver) {
    int done =
        database
            .jdbc()
            .sql(
                """
                update configuration_version set approver = :approver, approved_at = :now
                where number = :number and approver is null and base = (
                  select coalesce(max(number), 0) from configuration_version
                  where approver is not null)
                """)
            .param("approver", approver)
            .param("now", at(clock.instant()))
            .param("number", proposed.number())
            .update();
    if (done == 1) {
      record(approver, "CONFIGURATION_APPROVED", proposed);
      return Answer.APPROVED;
    }
    return find(proposed.number()).flatMap(ConfigurationVersion::approval).isPresent()
        ? Answer.APPROVED_BEFORE
        : Answer.OUTDATED;
  }

  private void record(String actor, String action, ConfigurationVersion version) {
    ledger.append(
        new LedgerEntry(
            actor,
            action,
            SUBJECT,
            Map.of(
                "version", version.number(),
                "base", version.base(),
                "settings", version.settings(),
                "reason", version.reason(),
                "proposer", version.proposer(),
                "approvalHash", version.approvalHash())));
  }

  private static ConfigurationVersion row(ResultSet row, int number) throws SQLException {
    Map<String, String> settings = new TreeMap<>();
    CanonicalJson.read(row.getString("settings"))
        .forEach((path, text) -> settings.put(path, String.valueOf(text)));
    String approver = row.getString("approver");
    return new ConfigurationVersion(
        row.getLong("number"),
        row.getLong("base"),
        settings,
        row.getString("reason"),
        row.getString("proposer"),
        moment(row, "proposed_at"),
        row.getString("approval_hash"),
        approver == null
            ? Optional.empty()
            : Optional.of(new Approval(approver, moment(row, "approved_at"))));
  }
}
