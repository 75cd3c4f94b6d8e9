package io.estop.breaker.sensor;

import io.estop.model.Scope;
import io.estop.model.breaker.Metric;
import io.estop.model.breaker.Reading;
import io.estop.model.breaker.meter.Drawdown;
import io.estop.model.trading.Account;
import io.estop.store.breaker.EquityMarks;
import io.estop.store.breaker.EquityMarks.EquityMark;
import io.estop.store.breaker.EquityMarks.Moved;
import io.estop.venues.Answer;
import io.estop.venues.Transfer;
import io.estop.venues.VenueReader;
import io.estop.venues.VenueReader.AccountState;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How far the equity of a scope, the sum over its accounts, is below its high-water mark, which
 * stands in PostgreSQL. A sum that lacks an account would be a false fall, and equity that is not
 * positive is none: such a look is trouble and changes nothing. Money that people move in or out
 * moves the mark with it, as far as venues tell of it.
 */
public final class DrawdownSensor implements Sensor {
  private static final int ATTEMPTS = 3;
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  /** A transfer that is booked later counts as gain or loss. */
  private static final int DAYS_COUNTED = 5;

  private final Scope scope;
  private final List<VenueReader> accounts;
  private final EquityMarks marks;

  /**
   * @param readers of all accounts; those of the scope are read
   */
  public DrawdownSensor(Scope scope, Collection<? extends VenueReader> readers, EquityMarks marks) {
    this.scope = scope;
    this.accounts =
        readers.stream()
            .map(VenueReader.class::cast)
            .filter(reader -> isIn(scope, reader.account()))
            .toList();
    this.marks = marks;
  }

  private static boolean isIn(Scope scope, Account account) {
    return switch (scope.kind()) {
      case FIRM -> true;
      case VENUE -> scope.id().equals(account.venue());
      case ACCOUNT -> scope.id().equals(account.toString());
      default -> false;
    };
  }

  @Override
  public String name() {
    return "equity of " + scope;
  }

  @Override
  public Set<Metric> metrics() {
    return Set.of(Metric.DRAWDOWN);
  }

  @Override
  public Look look(Instant now) {
    Answer<BigDecimal> equity = equity();
    if (!(equity instanceof Answer.Known<BigDecimal> known)) {
      return trouble(equity.failure().orElse("no reason"));
    }
    if (known.value().signum() <= 0) {
      return trouble(
          "equity must be positive but was " + known.value().toPlainString() + ": ignored");
    }
    try {
      return below(known.value(), now);
    } catch (RuntimeException silent) {
      return trouble("the high-water mark cannot be kept: " + silent.getMessage());
    }
  }

  private static Look trouble(String why) {
    return new Look(List.of(), Optional.of(why));
  }

  private Answer<BigDecimal> equity() {
    if (accounts.isEmpty()) {
      return new Answer.Missing<>("no account is configured for " + scope);
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (VenueReader reader : accounts) {
      Answer<AccountState> state = reader.accountState();
      if (!(state instanceof Answer.Known<AccountState> known)) {
        return new Answer.Missing<>(
            "no equity from " + reader.account() + ": " + state.failure().orElse("no reason"));
      }
      sum = sum.add(known.value().equity());
    }
    return new Answer.Known<>(sum);
  }

  private Look below(BigDecimal equity, Instant now) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<EquityMark> before = marks.find(scope);
      Drawdown meter =
          before.map(mark -> new Drawdown(mark.mark(), mark.equity())).orElseGet(Drawdown::new);
      Answer<Moved> moved = moved(before.flatMap(EquityMark::moved), meter, now);
      if (!(moved instanceof Answer.Known<Moved> counted)) {
        return trouble("money that was moved: " + moved.failure().orElse("no reason"));
      }
      Optional<BigDecimal> percent = meter.observe(equity, now);
      long version = before.map(EquityMark::version).orElse(0L);
      if (marks.keep(
          scope,
          new EquityMark(meter.mark(), equity, now, version, Optional.of(counted.value())))) {
        return new Look(
            percent.map(value -> new Reading(Metric.DRAWDOWN, "", value, now)).stream().toList(),
            Optional.empty());
      }
    }
    return trouble("its high-water mark was changed by others " + ATTEMPTS + " times in one look");
  }

  /** Tells the meter what was moved and not counted yet; returns what is counted from now on. */
  private Answer<Moved> moved(Optional<Moved> before, Drawdown meter, Instant now) {
    LocalDate today = now.atZone(NEW_YORK).toLocalDate();
    LocalDate since = before.map(Moved::since).orElse(today);
    Answer<List<Transfer>> told = transfersSince(since);
    return told.map(
        transfers -> {
          before.ifPresent(
              counted -> {
                BigDecimal news = sum(transfers).subtract(counted.amount());
                if (news.signum() != 0) {
                  meter.paid(news);
                }
              });
          LocalDate oldest = today.minusDays(DAYS_COUNTED);
          LocalDate from = since.isBefore(oldest) ? oldest : since;
          return new Moved(
              from, sum(transfers.stream().filter(one -> !one.day().isBefore(from)).toList()));
        });
  }

  private static BigDecimal sum(List<Transfer> transfers) {
    return transfers.stream().map(Transfer::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Of all accounts; one whose venue tells nothing of the kind has none. */
  private Answer<List<Transfer>> transfersSince(LocalDate day) {
    List<Transfer> all = new ArrayList<>();
    for (VenueReader reader : accounts) {
      Answer<List<Transfer>> told = reader.transfersSince(day);
      if (told instanceof Answer.Missing<List<Transfer>> missing && missing.wasAsked()) {
        return told;
      }
      told.known().ifPresent(all::addAll);
    }
    return new Answer.Known<>(all);
  }
}
