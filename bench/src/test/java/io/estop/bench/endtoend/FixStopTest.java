package io.estop.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.embedded.Stack;
import io.estop.embedded.StackOptions;
import io.estop.venues.fix.exchange.FixExchange;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A stop through Temporal on a venue that the worker reaches by FIX. */
@Timeout(300)
class FixStopTest {
  private static final String ENVIRONMENT = "fix";
  private static final String SCOPE = "account:dma/PA1";

  @TempDir private Path folder = Path.of("");
  private final int port = FixExchange.freePort();

  @Test
  void flattensAnAccountOverFixAndSaysFlatOnceTheVenueShowedItTwice() {
    try (FixExchange exchange = exchange();
        Stack stack = DurableStack.start(options())) {
      Desk desk = new Desk(stack);
      FixExchange.await(exchange::isLoggedOn);

      desk.pressed("over-fix", SCOPE, "FLATTEN", "ACCEPTED");
      JsonNode flat = desk.awaitOutcome("over-fix", Eventually.OVER, "FLAT");

      assertThat(flat.path("positions"))
          .hasSize(3)
          .allMatch(one -> one.path("status").asString().equals("CLOSED"))
          .allMatch(one -> one.path("method").asString().equals("DMA"));
      assertThat(exchange.position("AAPL")).isZero();
      assertThat(exchange.position("MSFT")).isZero();
      assertThat(exchange.position("BTC/USD")).isZero();
      assertThat(exchange.taken).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(3);
      assertThat(exchange.crimes).isEmpty();
    }
  }

  private StackOptions options() {
    return DurableStack.options()
        .withEnvironment(ENVIRONMENT)
        .withSetting("estop.venues[1].type", "fix")
        .withSetting("estop.venues[1].name", "dma")
        .withSetting("estop.venues[1].account", "PA1")
        .withSetting("estop.venues[1].environment", ENVIRONMENT)
        .withSetting("estop.venues[1].request-timeout", "400ms")
        .withSetting("estop.venues[1].requests-per-minute", "60000")
        .withSetting("estop.venues[1].fix.host", "127.0.0.1")
        .withSetting("estop.venues[1].fix.port", String.valueOf(port))
        .withSetting("estop.venues[1].fix.sender-comp-id", FixExchange.MEMBER)
        .withSetting("estop.venues[1].fix.target-comp-id", FixExchange.NAME)
        .withSetting("estop.venues[1].fix.store-folder", folder.toString());
  }

  /** A long, a short and coins; and an order of somebody. */
  private FixExchange exchange() {
    FixExchange exchange = new FixExchange(port, "PA1", null);
    exchange.holds("AAPL", "100");
    exchange.house("AAPL", true, "500", "150.00");
    exchange.house("AAPL", false, "500", "150.04");
    exchange.holds("MSFT", "-20");
    exchange.house("MSFT", true, "50", "400.00");
    exchange.house("MSFT", false, "50", "400.10");
    exchange.holds("BTC/USD", "0.25");
    exchange.house("BTC/USD", true, "1", "60000");
    exchange.house("BTC/USD", false, "1", "60010");
    exchange.foreign("theirs", "AAPL", false, "155.00");
    return exchange.open();
  }
}
