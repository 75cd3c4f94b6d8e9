package io.estop.paper.exchange;

import io.estop.model.trading.TradingCalendar;
import io.estop.paper.market.AssetClass;
import io.estop.paper.market.Instrument;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What people switched on the account and the venue. Used only under the venue's lock. */
public final class Switches {
  private final Set<String> pausedSymbols = new HashSet<>();
  private @Nullable Instant venuePausedSince;
  private boolean tradeSuspended;
  private boolean noShorting;
  private @Nullable Instant cancelAllAt;

  /** Pauses or resumes these symbols. */
  void pause(Iterable<String> symbols, boolean paused) {
    for (String symbol : symbols) {
      if (paused) {
        pausedSymbols.add(symbol);
      } else {
        pausedSymbols.remove(symbol);
      }
    }
  }

  /** Pauses the whole venue, or resumes it and all symbols. */
  void pauseVenue(boolean paused, Instant now) {
    venuePausedSince = !paused ? null : venuePausedSince == null ? now : venuePausedSince;
    if (!paused) {
      pausedSymbols.clear();
    }
  }

  void suspendTrade(boolean suspended) {
    tradeSuspended = suspended;
  }

  void forbidShorting(boolean forbidden) {
    noShorting = forbidden;
  }

  /** Arms the countdown, or disarms it for null. */
  void cancelAllAt(@Nullable Instant due) {
    cancelAllAt = due;
  }

  /** Returns whether the countdown has run out; one that has is disarmed. */
  boolean ranOut(Instant now) {
    boolean ranOut = cancelAllAt != null && !now.isBefore(cancelAllAt);
    if (ranOut) {
      cancelAllAt = null;
    }
    return ranOut;
  }

  public boolean tradeSuspended() {
    return tradeSuspended;
  }

  public boolean noShorting() {
    return noShorting;
  }

  /** Returns whether nothing of this instrument may fill because of a pause. */
  public boolean isPaused(Instrument instrument) {
    return venuePausedSince != null || pausedSymbols.contains(instrument.symbol());
  }

  /** Returns since when the whole venue is paused. */
  public Optional<Instant> venuePausedSince() {
    return Optional.ofNullable(venuePausedSince);
  }

  /** Returns the paused symbols, sorted; "*" for the whole venue. */
  public Set<String> paused() {
    return venuePausedSince != null ? Set.of("*") : new TreeSet<>(pausedSymbols);
  }

  /** Returns whether that class trades at that moment; the fault closes all but crypto. */
  static boolean inSession(AssetClass assetClass, Instant at, boolean forcedClosed) {
    return assetClass == AssetClass.CRYPTO || (!forcedClosed && TradingCalendar.isOpen(at));
  }
}
