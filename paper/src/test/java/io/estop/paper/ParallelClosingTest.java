package io.estop.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ParallelClosingTest {
  private static final int COUNT = 500;

  @LocalServerPort private int port;

  @RepeatedTest(2)
  void takesAndClosesFiveHundredPositionsOfThirtyTwoClients() throws Exception {
    VenueClient venue = new VenueClient(port);
    venue.seed("{\"cash\":\"100000000\",\"instruments\":[" + instruments() + "]}");
    ExecutorService clients = Executors.newFixedThreadPool(32);

    long start = System.nanoTime();
    run(clients, i -> () -> order(venue, "buy", i));
    long opened = System.nanoTime();
    run(clients, i -> () -> order(venue, "sell", i));
    long closed = System.nanoTime();
    clients.shutdown();

    System.out.printf(
        "%d orders in %d ms, %d closing orders in %d ms%n",
        COUNT, (opened - start) / 1_000_000, COUNT, (closed - opened) / 1_000_000);
    assertThat(venue.get("/v2/positions").body()).isEmpty();
    assertThat(venue.audit().path("signFlips").asInt(-1)).isZero();
    assertThat(venue.audit().path("closedTwice").asInt(-1)).isZero();
    assertThat(Duration.ofNanos(closed - start)).isLessThan(Duration.ofSeconds(20));
  }

  private static int order(VenueClient venue, String side, int i) throws Exception {
    String body = VenueClient.order(side, "S" + i, "10", "day", side + "-" + i);
    return venue.post("/v2/orders", body).status();
  }

  private static void run(ExecutorService clients, IntFunction<Callable<Integer>> call)
      throws Exception {
    List<Callable<Integer>> calls = IntStream.range(0, COUNT).mapToObj(call).toList();
    for (Future<Integer> status : clients.invokeAll(calls)) {
      assertThat(status.get()).isEqualTo(200);
    }
  }

  private static String instruments() {
    return IntStream.range(0, COUNT)
        .mapToObj(i -> "{\"symbol\":\"S" + i + "\",\"bid\":\"10\",\"ask\":\"10.02\"}")
        .collect(Collectors.joining(","));
  }
}
