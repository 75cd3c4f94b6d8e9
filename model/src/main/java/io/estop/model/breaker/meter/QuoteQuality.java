package io.estop.model.breaker.meter;

import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Quote;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Judges the quotes of one instrument, one after the other. Confined to one thread. */
public final class QuoteQuality {
  /** By so much clocks may differ. */
  public static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);

  private final Duration staleAfter;
  private final boolean bothSides;
  private final BadPrints prints;
  private Instant last = Instant.MIN;
  private boolean standsAlone;

  /**
   * @param staleAfter how old a quote may be
   * @param assetClass of the instrument
   */
  public QuoteQuality(Duration staleAfter, AssetClass assetClass) {
    this.staleAfter = staleAfter;
    // An option that nobody bids for is worth nothing, not badly quoted.
    this.bothSides = assetClass != AssetClass.US_OPTION;
    this.prints = new BadPrints(assetClass);
  }

  /** Returns what is wrong with the latest quote, the worst first; empty where nothing is. */
  public Optional<QuoteFlaw> judge(Optional<Quote> latest, Instant now) {
    if (latest.isEmpty()) {
      return Optional.of(QuoteFlaw.MISSING);
    }
    Quote quote = latest.get();
    if (quote.quotedAt().isAfter(now.plus(CLOCKS_DIFFER))) {
      return Optional.of(QuoteFlaw.AHEAD);
    }
    if (quote.quotedAt().plus(staleAfter).isBefore(now)) {
      return Optional.of(QuoteFlaw.STALE);
    }
    return inTime(quote);
  }

  private Optional<QuoteFlaw> inTime(Quote quote) {
    boolean gap = last.isAfter(Instant.MIN) && last.plus(staleAfter).isBefore(quote.quotedAt());
    boolean isNew = quote.quotedAt().isAfter(last);
    last = isNew ? quote.quotedAt() : last;
    if (quote.isCrossed()) {
      return Optional.of(QuoteFlaw.CROSSED);
    }
    if (!quote.isTwoSided()) {
      boolean missed = bothSides || quote.ask().signum() == 0;
      return missed ? Optional.of(QuoteFlaw.ONE_SIDED) : Optional.empty();
    }
    if (gap) {
      return Optional.of(QuoteFlaw.GAP);
    }
    // The same quote seen again confirms nothing.
    standsAlone = isNew ? prints.isBad(quote.mid()) : standsAlone;
    return standsAlone ? Optional.of(QuoteFlaw.BAD_PRINT) : Optional.empty();
  }
}
