package io.estop.breaker.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.breaker.sensor.Sensor.Look;
import io.estop.model.breaker.Metric;
import io.estop.venues.alpaca.AlpacaReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From orders at the paper venue to a trip. */
class OrderSensorTest {
  private static final Instant FRIDAY = Instant.parse("2026-11-20T15:00:00Z");
  private static final Duration WINDOW = Duration.ofMinutes(5);

  private static PaperVenue venue;
  private static AlpacaReader reader;

  private final Prices prices = new Prices();
  private OrderSensor sensor;
  private MarketSensor quotes;
  private Instant now = FRIDAY;

  @BeforeAll
  static void open() {
    venue = PaperVenue.open();
    reader = venue.reader();
  }

  @AfterAll
  static void close() {
    reader.close();
    venue.close();
  }

  @BeforeEach
  void watch() {
    venue.faults("{}");
    venue.seed(FRIDAY, "99.95", "100.05", "500", "1000");
    sensor = new OrderSensor(reader, prices, WINDOW);
    quotes = new MarketSensor(reader, Instruments.heldBy(reader), MarketWindows.STANDARD, prices);
    quotes.look(now);
  }

  @Test
  void refusedOrdersTrip() {
    venue.faults("{\"rejections\":1.0}");
    send(6, "10", "refused-");

    assertThat(judged(Judge.above(Metric.REJECT_RATIO, "0.5")).trip().orElseThrow())
        .contains("paper/PA1");
  }

  @Test
  void ordersThatFillInPartTrip() {
    venue.faults("{\"partialFill\":1.0}");
    send(6, "10", "part-");
    venue.cancelAll();

    assertThat(judged(Judge.below(Metric.FILL_RATIO, "0.9")).trip()).isPresent();
  }

  @Test
  void ordersThatFillBadlyTrip() {
    // Each is larger than what stands at the best price.
    send(6, "600", "large-");

    assertThat(judged(Judge.above(Metric.SLIPPAGE, "0.05")).trip().orElseThrow())
        .contains("slippage");
  }

  @Test
  void ordersThatHangTrip() {
    venue.faults("{\"partialFill\":1.0}");
    send(1, "10", "hanging-");
    Judge judge = Judge.above(Metric.ORDER_EXECUTION_TIME, "5000");
    judge.take(sensor.look(now.plusSeconds(1)));
    judge.take(sensor.look(now.plusSeconds(8)));
    judge.take(sensor.look(now.plusSeconds(9)));

    assertThat(judge.trip()).isPresent();
  }

  @Test
  void aLoopGoneWildTrips() {
    send(30, "1", "loop-");

    assertThat(judged(Judge.above(Metric.REPEATED_ORDERS, "25")).trip()).isPresent();
  }

  @Test
  void goodOrdersTripNothing() {
    for (int i = 0; i < 10; i++) {
      send(1, Integer.toString(i + 1), "good-" + i + "-");
    }
    Look look = sensor.look(now);

    assertThat(look.trouble()).isEmpty();
    assertThat(value(look, Metric.FILL_RATIO)).isEqualTo("1");
    assertThat(value(look, Metric.REJECT_RATIO)).isEqualTo("0");
    assertThat(value(look, Metric.REPEATED_ORDERS)).isEqualTo("1");
    assertThat(value(look, Metric.SLIPPAGE)).startsWith("0.0");
    assertThat(Double.parseDouble(value(look, Metric.ORDER_EXECUTION_TIME))).isLessThan(1_000);
  }

  @Test
  void ordersOfTheStopItselfCountNowhere() {
    venue.faults("{\"rejections\":1.0}");
    send(30, "1", "estop:demo-1:1:1:");
    Look look = sensor.look(now);

    assertThat(value(look, Metric.REJECT_RATIO)).isEqualTo("0");
    assertThat(value(look, Metric.REPEATED_ORDERS)).isEqualTo("0");
  }

  @Test
  void noOrderIsNothingAmiss() {
    Look look = sensor.look(now);

    assertThat(look.trouble()).isEmpty();
    assertThat(look.readings().stream().map(one -> one.metric()))
        .containsExactlyInAnyOrderElementsOf(sensor.metrics());
    assertThat(value(look, Metric.FILL_RATIO)).isEqualTo("1");
  }

  @Test
  void anOrderThatEndedIsCountedOnce() {
    venue.faults("{\"rejections\":1.0}");
    send(3, "10", "once-");
    for (int i = 0; i < 5; i++) {
      assertThat(value(sensor.look(now), Metric.REJECT_RATIO))
          .as("three are no rate")
          .isEqualTo("0");
    }
  }

  @Test
  void aVenueThatIsGoneIsSaid() {
    try (AlpacaReader nobody = new AlpacaReader(Nowhere.settings(), Clock.systemUTC())) {
      Look look = new OrderSensor(nobody, prices, WINDOW).look(now);

      assertThat(look.readings()).isEmpty();
      assertThat(look.trouble().orElseThrow()).contains("market clock: venue paper");
    }
  }

  private static String value(Look look, Metric metric) {
    return look.readings().stream()
        .filter(one -> one.metric() == metric)
        .map(one -> one.value().stripTrailingZeros().toPlainString())
        .reduce((one, other) -> one + " and " + other)
        .orElse("nothing");
  }

  private static void send(int orders, String quantity, String name) {
    for (int i = 0; i < orders; i++) {
      venue.order("buy", quantity, name + i);
    }
  }

  private Judge judged(Judge judge) {
    for (Instant at : List.of(now, now.plusSeconds(1))) {
      judge.take(sensor.look(at));
    }
    return judge;
  }
}
