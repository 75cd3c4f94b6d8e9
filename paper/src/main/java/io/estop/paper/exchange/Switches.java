package io.estop.paper.exchange;

import io.estop.model.trading.TradingCalendar;
import io.estop.paper.market.AssetClass;
import io.estop.paper.market.Instrument;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** What people switched on the account and the venue. Used only under the venue's lock. */
public final class Switches {
  private final Set<String> pausedSymbols = new HashSet<>();
  private boolean venuePaused;
  private boolean tradeSuspended;
  private boolean noShorting;

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
  void pauseVenue(boolean paused) {
    venuePaused = paused;
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

  public boolean tradeSuspended() {
    return tradeSuspended;
  }

  public boolean noShorting() {
    return noShorting;
  }

  /** Returns whether nothing of this instrument may fill because of a pause. */
  public boolean isPaused(Instrument instrument) {
    return venuePaused || pausedSymbols.contains(instrument.symbol());
  }

  /** Returns the paused symbols, sorted; "*" for the whole venue. */
  public Set<String> paused() {
    return venuePaused ? Set.of("*") : new TreeSet<>(pausedSymbols);
  }

  /** Returns whether that class trades at that moment; the fault closes all but crypto. */
  static boolean inSession(AssetClass assetClass, Instant at, boolean forcedClosed) {
    return assetClass == AssetClass.CRYPTO || (!forcedClosed && TradingCalendar.isOpen(at));
  }
}
