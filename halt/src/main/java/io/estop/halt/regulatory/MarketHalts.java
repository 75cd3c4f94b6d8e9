package io.estop.halt.regulatory;

import io.estop.halt.press.PressResult;
import io.estop.model.Cause;
import io.estop.model.Press;
import io.estop.model.RegulatoryOrder;
import io.estop.model.Scope;
import io.estop.model.Sha256;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import io.estop.model.hold.PressAnswer;
import io.estop.model.trading.MarketHalt;
import io.estop.store.flag.Flag;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Presses a regulatory action when one market says that it is halted as a whole, once per halt. Its
 * end releases nothing. Each market is asked by a thread of its own, so that one that hangs, or
 * whose stop no place takes, delays no other; two threads or processes press one stop.
 */
public final class MarketHalts {
  private static final Logger log = LoggerFactory.getLogger(MarketHalts.class);
  private static final int MARKET_IN_ID = 24;
  private static final int HASH_IN_ID = 8;

  private final Source source;
  private final Function<Press, PressResult> presses;
  private final Flag flag;
  private final Clock clock;

  /**
   * A market to listen to.
   *
   * @param scope what its halt stops
   * @param halt what the market says now, empty where it trades or does not answer
   */
  public record Source(Scope scope, Supplier<Optional<MarketHalt>> halt) {}

  public MarketHalts(Source source, Function<Press, PressResult> presses, Flag flag, Clock clock) {
    this.source = source;
    this.presses = presses;
    this.flag = flag;
    this.clock = clock;
  }

  /** Asks the market once. Throws what PostgreSQL throws; the next turn presses then. */
  public void turn() {
    source.halt().get().ifPresent(halt -> press(source.scope(), halt));
  }

  private void press(Scope scope, MarketHalt halt) {
    StopId stop = stopId(scope, halt);
    if (flag.knows(stop)) {
      return;
    }
    TriggerKind kind = TriggerKind.REGULATORY_ACTION;
    // The market's word is the document; nobody hands one over while trading stops.
    RegulatoryOrder order =
        new RegulatoryOrder(
            halt.market(), "market-wide halt of " + halt.since(), Sha256.hex(halt.toString()));
    PressResult result =
        presses.apply(
            new Press(
                stop,
                scope,
                kind.atOnce(),
                new Cause(kind, "market " + halt.market(), order.reason(halt.text())),
                clock.instant(),
                kind.later()));
    if (result.answer() == PressAnswer.NOT_KEPT) {
      throw new IllegalStateException("no place took stop " + stop + ": " + result.places());
    }
    log.warn("{} is halted as a whole since {}: {} pressed", halt.market(), halt.since(), stop);
  }

  private static StopId stopId(Scope scope, MarketHalt halt) {
    String hash = Sha256.hex(scope + "\n" + halt.market() + "\n" + halt.since());
    return new StopId(
        "market-halt-"
            + StopId.readable(halt.market(), MARKET_IN_ID)
            + "-"
            + halt.since().getEpochSecond()
            + "-"
            + hash.substring(0, HASH_IN_ID));
  }
}
