package io.estop.embedded.portfolio;

import io.estop.embedded.portfolio.RowCheck.Holding;
import io.estop.model.trading.AssetClass;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Equity positions around prices that are plausible, not current. */
final class Equities {

  private static final List<String> LONG =
      List.of(
          "GOOGL 178",
          "AMZN 205",
          "META 590",
          "JPM 240",
          "V 310",
          "UNH 515",
          "XOM 112",
          "JNJ 158",
          "PG 168",
          "HD 395",
          "MA 520",
          "CVX 152",
          "ABBV 182",
          "COST 930",
          "PEP 160",
          "AVGO 172",
          "MCD 295",
          "CSCO 58",
          "ACN 355",
          "TMO 520",
          "LIN 450",
          "ABT 117",
          "DIS 112",
          "WFC 72",
          "TXN 198",
          "QQQ 505");
  private static final List<String> SHORT =
      List.of(
          "TSLA 340",
          "NFLX 880",
          "BA 148",
          "GME 27",
          "PLTR 63",
          "COIN 300",
          "SNAP 11",
          "RIVN 12",
          "UBER 71",
          "SHOP 108",
          "ROKU 74",
          "PTON 9");
  private static final int ALPHABET = 26;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private Equities() {}

  static List<Holding> known(SplittableRandom random) {
    return Stream.concat(
            LONG.stream().map(text -> position(text, 1, random)),
            SHORT.stream().map(text -> position(text, -1, random)))
        .toList();
  }

  /** Returns equities that exist nowhere: QAAAA, QAAAB, …; one in four is short. */
  static List<Holding> synthetic(int count, SplittableRandom random) {
    return IntStream.range(0, Math.max(0, count))
        .mapToObj(
            i -> position(ticker(i) + " " + random.nextInt(8, 600), i % 4 == 3 ? -1 : 1, random))
        .toList();
  }

  /** Makes one position of a given size at a given price, without chance. */
  static Holding of(String symbol, String price, String quantity) {
    MarketHabits habits = MarketHabits.US_EQUITY;
    BigDecimal held = new BigDecimal(quantity);
    SeedQuote quote = habits.around(new BigDecimal(price), habits.depthFor(held));
    return new Holding(
        new SeedInstrument(symbol, AssetClass.US_EQUITY, quote, habits.annualVolatility()),
        new SeedPosition(symbol, held, new BigDecimal(price)));
  }

  private static Holding position(String text, int sign, SplittableRandom random) {
    String[] words = text.split(" ");
    BigDecimal price = percent(words[1], random.nextInt(97, 104));
    BigDecimal entry = percent(words[1], random.nextInt(85, 116));
    long shares = Math.max(1, random.nextLong(4_000, 60_000) / Long.parseLong(words[1]));
    Holding holding = of(words[0], price.toPlainString(), String.valueOf(sign * shares));
    SeedPosition position = new SeedPosition(words[0], holding.position().quantity(), entry);
    return new Holding(holding.instrument(), position);
  }

  private static BigDecimal percent(String price, int percent) {
    return new BigDecimal(price)
        .multiply(BigDecimal.valueOf(percent))
        .divide(HUNDRED, 2, RoundingMode.HALF_EVEN);
  }

  private static String ticker(int index) {
    StringBuilder letters = new StringBuilder();
    for (int rest = index, digit = 0; digit < 4; digit++, rest /= ALPHABET) {
      letters.insert(0, (char) ('A' + rest % ALPHABET));
    }
    return "Q" + letters;
  }
}
