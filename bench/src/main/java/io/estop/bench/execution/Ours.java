package io.estop.bench.execution;

import io.estop.model.liquidation.ClosingPrice;
import io.estop.model.liquidation.schedule.Pace;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Quote;
import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * What the product does: its schedule at its pace, with limits of its closing price. It looks when
 * the pace says so, and every second while something that is due is not filled.
 */
final class Ours implements Strategy {
  private static final ClosingPrice PRICE =
      new ClosingPrice(new BigDecimal("1.0"), new BigDecimal("25"), new BigDecimal("0.1"));

  private final Pace pace;
  private final Instrument instrument;
  private final BigDecimal worst;
  private final Side side;
  private Duration nextLook = Duration.ZERO;
  private BigDecimal due = BigDecimal.ZERO;

  Ours(Pace pace, Instrument instrument, Quote arrival) {
    this.pace = pace;
    this.instrument = instrument;
    this.side = pace.side();
    this.worst = PRICE.worst(instrument, side, arrival);
  }

  @Override
  public Ask ask(Sight sight) {
    if (sight.elapsed().compareTo(nextLook) < 0 && due.compareTo(sight.filled()) <= 0) {
      return Ask.NOTHING;
    }
    Quote quote = sight.quote();
    Optional<BigDecimal> mid = quote.isTwoSided() ? Optional.of(quote.mid()) : Optional.empty();
    Pace.Due now =
        pace.due(
            new Pace.Moment(
                sight.elapsed(), sight.paused(), sight.untilDeadline(), sight.filled(), mid));
    due = now.quantity();
    nextLook = sight.elapsed().plus(now.lookAgain());
    if (!quote.isTwoSided()) {
      return Ask.NOTHING;
    }
    BigDecimal limit = PRICE.limit(instrument, side, quote, worst);
    return new Ask(due.subtract(sight.filled()), limit.doubleValue());
  }
}
