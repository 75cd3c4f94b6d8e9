package io.estop.venues.fix;

import static io.estop.venues.fix.Member.sell;
import static io.estop.venues.fix.exchange.FixExchange.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.estop.venues.Submission;
import io.estop.venues.VenueOrder;
import io.estop.venues.fix.exchange.ExchangeMain;
import io.estop.venues.fix.exchange.FixExchange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exchange in a process of its own, which is killed. */
class ExchangeProcessTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  @TempDir private Path folder = Path.of("");
  private final int port = FixExchange.freePort();
  private @Nullable Process exchange;
  private FixVenue venue;

  @BeforeEach
  void open() {
    venue =
        new FixVenue(Member.settings(port, folder.resolve("member"), TIMEOUT), Clock.systemUTC());
  }

  @AfterEach
  void close() {
    venue.close();
    kill();
  }

  @Test
  void anOrderSurvivesTheDeathOfTheExchangeAndIsTakenOnce() throws IOException {
    start("");
    assertThat(venue.submit(sell("a-1", "10", "151.00"), soon()))
        .isInstanceOf(Submission.Accepted.class);

    kill();
    assertThat(venue.submit(sell("a-2", "10", "152.00"), soon()))
        .isInstanceOf(Submission.NotSent.class);
    start("");

    Submission again = venue.submit(sell("a-1", "10", "151.00"), soon());
    assertThat(again).isInstanceOf(Submission.Accepted.class);
    assertThat(openOrders()).containsExactly("a-1");
    assertThat(ordersOnDisk()).isEqualTo(1);
    venue.close();
    venue =
        new FixVenue(Member.settings(port, folder.resolve("member"), TIMEOUT), Clock.systemUTC());
    await(() -> venue.openOrders().known().isPresent());
    assertThat(openOrders()).containsExactly("a-1");
  }

  @Test
  void anExchangeThatDiesBeforeItAnswersTookTheOrderOnce() throws IOException {
    start("a-1");

    assertThat(venue.submit(sell("a-1", "10", "151.00"), soon()))
        .isInstanceOf(Submission.Unanswered.class);
    kill();
    start("");

    assertThat(venue.orderByClientOrderId("a-1").known().orElseThrow()).isPresent();
    assertThat(venue.submit(sell("a-1", "10", "151.00"), soon()))
        .isInstanceOf(Submission.Accepted.class);
    assertThat(openOrders()).containsExactly("a-1");
    assertThat(ordersOnDisk()).isEqualTo(1);
  }

  private List<String> openOrders() {
    return venue.openOrders().known().orElseThrow().stream()
        .map(VenueOrder::clientOrderId)
        .toList();
  }

  private long ordersOnDisk() throws IOException {
    return Files.readAllLines(folder.resolve("exchange").resolve("orders")).size();
  }

  private static Instant soon() {
    return Instant.now().plusSeconds(60);
  }

  private void start(String deadly) throws IOException {
    Path home = Files.createDirectories(folder.resolve("exchange"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ExchangeMain.class.getName(),
                String.valueOf(port),
                "PA1",
                home.toString()));
    if (!deadly.isEmpty()) {
      command.add(deadly);
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    exchange = process;
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(out.readLine()).isEqualTo("open");
    await(() -> venue.clock().known().isPresent());
  }

  private void kill() {
    Process process = exchange;
    if (process != null) {
      // SIGKILL on POSIX.
      process.destroyForcibly();
      try {
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
