package io.estop.embedded.portfolio;

import io.estop.embedded.portfolio.RowCheck.Holding;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.OptionContract;
import io.estop.model.trading.OptionContract.Right;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

/** The option groups of the demo with the stock that covers them, the covering one first. */
final class Options {

  private Options() {}

  static List<Holding> of(LocalDate day) {
    LocalDate near = day.plusDays(3).with(TemporalAdjusters.nextOrSame(DayOfWeek.FRIDAY));
    LocalDate month = thirdFriday(day.plusMonths(2));
    LocalDate far = thirdFriday(day.plusMonths(8));
    return List.of(
        // A vertical spread: long and short leg of one underlying and expiry.
        option(new Line("AAPL", month, Right.CALL, "230", "9.40", 10)),
        option(new Line("AAPL", month, Right.CALL, "240", "5.10", -10)),
        // Calls covered by stock.
        Equities.of("NVDA", "142.30", "600"),
        option(new Line("NVDA", month, Right.CALL, "150", "6.80", -6)),
        Equities.of("MSFT", "417.80", "300"),
        option(new Line("MSFT", near, Right.CALL, "420", "4.25", -3)),
        // Long options that nobody bids for any more: nothing to sell, nothing to owe.
        worthless("INTC", near, "45", 20),
        worthless("WBA", near, "20", 35),
        Equities.of("AAPL", "229.10", "240"),
        Equities.of("SPY", "594.20", "150"),
        // A put spread, protective puts, a stretched long call.
        option(new Line("SPY", month, Right.PUT, "580", "8.90", 8)),
        option(new Line("SPY", month, Right.PUT, "560", "4.30", -8)),
        option(new Line("MSFT", far, Right.PUT, "390", "15.20", 3)),
        Equities.of("KO", "63.40", "500"),
        option(new Line("KO", month, Right.PUT, "60", "0.62", 5)),
        option(new Line("IWM", far, Right.CALL, "240", "18.75", 4)),
        Equities.of("AMD", "138.60", "400"),
        option(new Line("AMD", near, Right.CALL, "140", "2.85", -4)),
        Equities.of("BAC", "46.90", "900"),
        option(new Line("BAC", far, Right.CALL, "50", "3.05", -9)),
        Equities.of("CRM", "338.20", "-120"));
  }

  private static Holding option(Line line) {
    MarketHabits habits = MarketHabits.US_OPTION;
    BigDecimal price = new BigDecimal(line.price());
    BigDecimal quantity = BigDecimal.valueOf(line.contracts());
    return holding(line, habits.around(price, habits.depthFor(quantity)), price);
  }

  private static Holding worthless(String underlying, LocalDate expiry, String strike, long held) {
    Line line = new Line(underlying, expiry, Right.CALL, strike, "0.35", held);
    SeedQuote noBid =
        new SeedQuote(BigDecimal.ZERO, new BigDecimal("0.05"), BigDecimal.ONE, BigDecimal.TEN);
    return holding(line, noBid, new BigDecimal(line.price()));
  }

  private static Holding holding(Line line, SeedQuote quote, BigDecimal entry) {
    String symbol =
        new OptionContract(
                line.underlying(), line.expiry(), line.right(), new BigDecimal(line.strike()))
            .toString();
    // An option nobody bids for stays that way: its price does not walk.
    double volatility = quote.bid().signum() == 0 ? 0 : MarketHabits.US_OPTION.annualVolatility();
    return new Holding(
        new SeedInstrument(symbol, AssetClass.US_OPTION, quote, volatility),
        new SeedPosition(symbol, BigDecimal.valueOf(line.contracts()), entry));
  }

  private static LocalDate thirdFriday(LocalDate month) {
    return month.with(TemporalAdjusters.dayOfWeekInMonth(3, DayOfWeek.FRIDAY));
  }

  private record Line(
      String underlying,
      LocalDate expiry,
      Right right,
      String strike,
      String price,
      long contracts) {}
}
