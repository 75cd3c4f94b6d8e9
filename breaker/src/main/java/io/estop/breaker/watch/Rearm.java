package io.estop.breaker.watch;

import io.estop.breaker.rules.RuleBook;
import io.estop.model.Scope;
import io.estop.model.breaker.Metric;
import io.estop.model.breaker.Rule;
import io.estop.store.Database;
import io.estop.store.breaker.EquityMarks;
import io.estop.store.breaker.EquityMarks.EquityMark;
import io.estop.store.breaker.RuleRow;
import io.estop.store.breaker.RuleRows;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Arms breakers again, as the approval of LIVE does: the equity that people approved becomes the
 * high-water mark, which calms the rules that count from it; every other rule must have calmed.
 * Thread-safe.
 */
public final class Rearm {
  private static final int ATTEMPTS = 5;

  private final Database database;
  private final Supplier<RuleBook> book;
  private final RuleRows rows;
  private final EquityMarks marks;
  private final Ledger ledger;
  private final Clock clock;

  public Rearm(Database database, Supplier<RuleBook> book, Clock clock) {
    this.database = database;
    this.book = book;
    this.rows = new RuleRows(database, clock);
    this.marks = new EquityMarks(database);
    this.ledger = new Ledger(database, clock);
    this.clock = clock;
  }

  /** Returns the equity that would become the mark now, empty where none was ever read. */
  public Optional<BigDecimal> base(Scope scope) {
    return marks.find(scope).map(EquityMark::equity);
  }

  /** Returns why the breaker of a scope cannot be armed yet; empty where it can. */
  public Optional<String> refusal(Scope scope) {
    Instant now = clock.instant();
    return covered(scope).stream()
        .flatMap(one -> rows.of(one).stream())
        .filter(row -> row.state().trippedAt().isPresent())
        .flatMap(row -> refusal(row, now).stream())
        .findFirst();
  }

  /** A stop is released with all that it covers, and so are the rules of narrower scopes. */
  private List<Scope> covered(Scope scope) {
    return Stream.concat(Stream.of(scope), book.get().scopes().stream().filter(scope::covers))
        .distinct()
        .toList();
  }

  private Optional<String> refusal(RuleRow row, Instant now) {
    return book.get()
        .find(row.key().rule())
        .filter(rule -> rule.metric() != Metric.DRAWDOWN && !rule.isRearmable(row.state(), now))
        .map(rule -> why(rule, row, now));
  }

  private static String why(Rule rule, RuleRow row, Instant now) {
    try {
      rule.rearm(row.state(), now);
      return "";
    } catch (IllegalStateException notYet) {
      String subject = row.key().subject();
      return notYet.getMessage() + (subject.isEmpty() ? "" : " (" + subject + ")");
    }
  }

  /**
   * Arms all rules of a scope. Joins the transaction that is open.
   *
   * @param base equity that people approved; empty where no equity is known
   * @throws IllegalStateException where others keep changing what it changes
   */
  public void rearm(Scope scope, String actor, Optional<BigDecimal> base) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        database.runInTransaction(
            () ->
                covered(scope)
                    .forEach(one -> once(one, actor, one.equals(scope) ? base : base(one))));
        return;
      } catch (ChangedMeanwhile again) {
        // Everything is read anew.
      }
    }
    throw new IllegalStateException(
        "the breaker of " + scope + " was changed by others " + ATTEMPTS + " times in one re-arm");
  }

  private void once(Scope scope, String actor, Optional<BigDecimal> base) {
    if (base.isPresent() && !rebased(scope, base.get())) {
      throw new ChangedMeanwhile();
    }
    List<RuleRow> armed =
        rows.of(scope).stream()
            .filter(row -> row.state().trippedAt().isPresent() || row.state().warned())
            .map(row -> row.with(row.state().armed(), "re-armed by " + actor))
            .toList();
    if (!rows.keep(armed)) {
      throw new ChangedMeanwhile();
    }
    if (armed.isEmpty() && base.isEmpty()) {
      return;
    }
    String text =
        "re-armed by "
            + actor
            + base.map(equity -> " from equity " + equity.toPlainString()).orElse("");
    ledger.append(
        new LedgerEntry(
            actor,
            "REARM",
            "breaker/" + scope,
            Map.of(
                "text",
                text,
                "base",
                base.map(BigDecimal::toPlainString).orElse(""),
                "rules",
                armed.stream().map(row -> row.key().rule()).distinct().toList())));
  }

  private boolean rebased(Scope scope, BigDecimal base) {
    Optional<EquityMark> before = marks.find(scope);
    return marks.keep(
        scope,
        new EquityMark(
            base,
            base,
            clock.instant(),
            before.map(EquityMark::version).orElse(0L),
            before.flatMap(EquityMark::moved)));
  }
}
