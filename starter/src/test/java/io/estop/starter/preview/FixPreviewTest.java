package io.estop.starter.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.Scope;
import io.estop.model.liquidation.Planner;
import io.estop.model.liquidation.PlannerSettings;
import io.estop.venues.fix.exchange.FixExchange;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A preview of a venue that is reached by FIX, against an exchange that matches. */
class FixPreviewTest {
  @TempDir private Path folder = Path.of("");
  private final int port = FixExchange.freePort();

  @Test
  void plansWhatAVenueOverFixHoldsAndChangesNothingThere() {
    try (FixExchange exchange = exchange();
        PreviewVenues venues = venues(FixExchange.MEMBER)) {
      FixExchange.await(() -> venues.readers().get(0).clock().known().isPresent());

      PreviewJson preview = preview(venues);

      assertThat(preview.missing()).isEmpty();
      assertThat(preview.complete()).isTrue();
      assertThat(preview.positions())
          .extracting(one -> one.account() + " " + one.symbol() + " " + one.quantity())
          .containsExactly("dma/PA1 AAPL 100");
      assertThat(preview.positions().get(0).method()).isEqualTo("DMA");
      assertThat(preview.orders()).hasSize(1);
      assertThat(exchange.taken).isEmpty();
      assertThat(exchange.position("AAPL")).isEqualByComparingTo("100");
    }
  }

  /** Two that log on with one name put each other out: the name of orders is never used. */
  @Test
  void withoutANameOfItsOwnItDoesNotLogOnAndSaysSo() {
    try (FixExchange exchange = exchange();
        PreviewVenues venues = venues(null)) {
      PreviewJson preview = preview(venues);

      assertThat(venues.readers()).isEmpty();
      assertThat(preview.complete()).isFalse();
      assertThat(preview.missing()).singleElement().asString().contains("fix.reader-comp-id");
      assertThat(exchange.isLoggedOn()).isFalse();
    }
  }

  @Test
  void aVenueThatIsNotThereMakesThePreviewIncomplete() {
    try (PreviewVenues venues = venues(FixExchange.MEMBER)) {
      PreviewJson preview = preview(venues);

      assertThat(preview.complete()).isFalse();
      assertThat(preview.missing()).singleElement().asString().contains("dma", "not logged on");
    }
  }

  private static PreviewJson preview(PreviewVenues venues) {
    return PreviewJson.of(
        new Previews(
                venues.readers(),
                venues.unread(),
                new Planner(PlannerSettings.standard()),
                Runnable::run,
                Clock.systemUTC())
            .of(Scope.firm()));
  }

  private PreviewVenues venues(@Nullable String readerName) {
    VenueKeys keys =
        new VenueKeys(
            "fix",
            "dma",
            "PA1",
            null,
            null,
            null,
            null,
            "test",
            Duration.ofSeconds(3),
            null,
            null,
            null,
            new FixKeys(
                "127.0.0.1",
                port,
                readerName,
                FixExchange.NAME,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                folder.toString()));
    return new PreviewVenues(List.of(keys), "test", Clock.systemUTC());
  }

  private FixExchange exchange() {
    FixExchange exchange = new FixExchange(port, "PA1", null);
    exchange.holds("AAPL", "100");
    exchange.house("AAPL", true, "60", "150.00");
    exchange.house("AAPL", false, "60", "150.04");
    exchange.foreign("theirs", "AAPL", false, "155.00");
    return exchange.open();
  }
}
