package io.estop.store.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.EnvironmentId;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import io.estop.model.breaker.RuleState;
import io.estop.store.Database;
import io.estop.store.MovedClock;
import io.estop.store.RealPostgres;
import io.estop.store.breaker.EquityMarks.EquityMark;
import io.estop.store.breaker.RuleRow.Key;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Breakers of one rule, as version 8 of the schema kept them, and what is read of them today. */
final class BreakerMigrationTest {
  private static final String LAST_OF_ONE_RULE = "8";

  private static final Scope FIRM = Scope.firm();
  private static final Scope JOINED = Scope.parse("venue:paper");
  private static final Scope UNPRESSED = Scope.parse("account:paper/PA1");
  private static final Scope ARMED = Scope.parse("account:paper/PA2");
  private static final Scope UNREAD = Scope.parse("account:paper/PA3");
  private static final List<Scope> ALL = List.of(FIRM, JOINED, UNPRESSED, ARMED, UNREAD);

  private static final Instant TRIPPED = Instant.parse("2026-11-02T14:30:00.125Z");
  private static final Instant TICKED = Instant.parse("2026-11-02T15:10:07.123456Z");
  private static final Instant LATER = TICKED.plusSeconds(60);

  private static final RealPostgres postgres = RealPostgres.start();
  private static final Database database = migrated();

  private final RuleRows rules = new RuleRows(database, new MovedClock());
  private final EquityMarks marks = new EquityMarks(database);
  private final Trips trips = new Trips(database);
  private final Breakers breakers = new Breakers(database, new MovedClock());

  private static Database migrated() {
    DataSource source = postgres.another("of_one_rule");
    Flyway.configure().dataSource(source).target(LAST_OF_ONE_RULE).load().migrate();
    JdbcClient old = JdbcClient.create(source);
    List.of(
            breaker("firm", "100000.50", "89000", 2, true),
            trip("firm", 1, "drawdown-firm-1-aaaaaaaa"),
            trip("firm", 2, "drawdown-firm-2-bbbbbbbb"),
            stop("drawdown-firm-2-bbbbbbbb"),
            breaker("venue:paper", "500", "400", 1, true),
            trip("venue:paper", 1, "drawdown-venue.paper-1-cccccccc"),
            "insert into stop_alias values ('drawdown-venue.paper-1-cccccccc',"
                + " 'drawdown-firm-2-bbbbbbbb', now())",
            breaker("account:paper/PA1", "300", "200", 4, true),
            trip("account:paper/PA1", 4, "drawdown-account.paper.PA1-4-dddddddd"),
            breaker("account:paper/PA2", "70", "69.5", 1, false),
            trip("account:paper/PA2", 1, "drawdown-account.paper.PA2-1-eeeeeeee"),
            breaker("account:paper/PA3", "0", "0", 0, false))
        .forEach(statement -> old.sql(statement).update());
    Database database = new Database(source, EnvironmentId.parse("test"));
    database.migrate();
    return database;
  }

  private static String breaker(
      String scope, String mark, String equity, int episode, boolean latched) {
    return "insert into breaker values ('%s', 'drawdown', %s, %s, 2, %d, %s, 'why', 57, '%s')"
        .formatted(scope, mark, equity, episode, latched, TICKED);
  }

  private static String trip(String scope, int episode, String stop) {
    return "insert into breaker_trip values ('drawdown/%s/%d', '%s', 'drawdown', 'fell', '%s', '%s')"
        .formatted(scope, episode, scope, stop, TRIPPED);
  }

  private static String stop(String id) {
    return """
        insert into stop (stop_id, scope, action, trigger_kind, actor, reason, pressed_at, phase,
          workflow_id, run_id, changed_at)
        values ('%s', 'firm', 'FLATTEN', 'DRAWDOWN', 'rule drawdown', 'fell', now(), 'HOLDING',
          'estop/firm', 'run', now())
        """
        .formatted(id);
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void aLatchedRuleStaysLatchedSinceItsTripAndKeepsItsEpisode() {
    RuleState latched =
        new RuleState(Optional.empty(), List.of(), List.of(), true, 0, 2, Optional.of(TRIPPED));

    assertThat(rules.of(FIRM))
        .containsExactly(new RuleRow(new Key(FIRM, "drawdown", ""), latched, "why", 1));
    assertThat(breakers.find(FIRM).orElseThrow().state()).isEqualTo("TRIPPED");
    assertThat(breakers.find(FIRM).orElseThrow().tickedAt()).isEqualTo(TICKED);
  }

  @Test
  void anArmedRuleStaysArmedAndKeepsItsEpisode() {
    RuleState armed =
        new RuleState(Optional.empty(), List.of(), List.of(), false, 0, 1, Optional.empty());

    assertThat(rules.of(ARMED)).extracting(RuleRow::state).containsExactly(armed);
    assertThat(rules.of(UNREAD)).extracting(RuleRow::state).containsExactly(RuleState.initial());
    assertThat(breakers.find(ARMED).orElseThrow().state()).isEqualTo("WATCHING");
  }

  @Test
  void theFallIsCountedFromTheSameMark() {
    assertThat(marks.find(FIRM))
        .contains(
            new EquityMark(
                new BigDecimal("100000.50"), new BigDecimal("89000"), TICKED, 1, Optional.empty()));
    assertThat(marks.find(ARMED)).map(EquityMark::mark).contains(new BigDecimal("70"));
    assertThat(marks.find(UNREAD)).isEmpty();
  }

  @Test
  void everyTripIsThereAndInTheLedger() {
    assertThat(trips.find("drawdown/firm/2"))
        .contains(
            new Trip(
                "drawdown/firm/2",
                FIRM,
                "drawdown",
                "",
                TriggerKind.DRAWDOWN,
                "fell",
                StopId.parse("drawdown-firm-2-bbbbbbbb"),
                Optional.empty(),
                TRIPPED));
    assertThat(trips.newest(FIRM, 10)).hasSize(2);
    assertThat(ALL).allSatisfy(scope -> assertThat(trips.unrecorded(scope, LATER)).isEmpty());
  }

  @Test
  void aTripOfALatchedRuleWhoseStopNobodyKnowsIsStillToBePressed() {
    assertThat(trips.unpressed(UNPRESSED, LATER))
        .extracting(Trip::tripId)
        .containsExactly("drawdown/account:paper/PA1/4");
  }

  @Test
  void noTripIsPressedThatWasPressedOrArmedAgain() {
    assertThat(List.of(FIRM, JOINED, ARMED, UNREAD))
        .allSatisfy(scope -> assertThat(trips.unpressed(scope, LATER)).isEmpty());
  }

  @Test
  void whatWasMigratedIsKeptOn() {
    RuleRow row = rules.of(ARMED).get(0);

    assertThat(rules.keep(List.of(row.with(row.state(), "calm")))).isTrue();
    assertThat(marks.find(ARMED).filter(mark -> marks.keep(ARMED, mark))).isPresent();
  }
}
