package io.estop.bench.faults;

import io.estop.embedded.client.JsonClient;
import io.estop.embedded.client.PaperClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which orders the venue accepted, and when by the clock on the wall. The venue's market clock runs
 * beside it at a fixed distance, which many readings narrow down.
 */
final class VenueLog {
  private static final int MOST_READINGS = 5_000;
  private static final int PAGE = 500;
  private static final Duration MOST_UNSURE = Duration.ofMillis(2);

  private final JsonClient http;
  private final Duration ahead;

  /**
   * One order.
   *
   * @param id client order id
   * @param at when the venue accepted it, sure to {@link #MOST_UNSURE}
   */
  record Accepted(String id, Instant at) {}

  VenueLog(PaperClient venue, Clock wall) {
    this.http = venue.http();
    this.ahead = distance(wall);
  }

  /** Returns every order in that symbol that was accepted since then, oldest first. */
  List<Accepted> orders(String symbol, Instant since) {
    List<Accepted> all = new ArrayList<>();
    Instant from = since;
    List<Accepted> page = page(symbol, from);
    while (page.size() == PAGE) {
      all.addAll(page);
      from = page.get(PAGE - 1).at();
      page = page(symbol, from);
    }
    all.addAll(page);
    return all.stream().distinct().toList();
  }

  private List<Accepted> page(String symbol, Instant since) {
    // One millisecond earlier: several may carry the same moment.
    Instant after = since.plus(ahead).minusMillis(1);
    return http.get(
            "/v2/orders?status=all&direction=asc&limit=%d&symbols=%s&after=%s"
                .formatted(PAGE, symbol, after))
        .orThrow("GET /v2/orders")
        .valueStream()
        .map(order -> new Accepted(order.path("client_order_id").asString(""), wall(order)))
        .toList();
  }

  private Instant wall(JsonNode order) {
    return Instant.parse(order.path("submitted_at").asString("")).minus(ahead);
  }

  private Duration distance(Clock wall) {
    @Nullable Duration least = null;
    @Nullable Duration most = null;
    for (int i = 0; i < MOST_READINGS && isUnsure(least, most); i++) {
      Instant before = wall.instant();
      String text = http.get("/v2/clock").orThrow("GET /v2/clock").path("timestamp").asString("");
      Instant after = wall.instant();
      Instant market = OffsetDateTime.parse(text).toInstant();
      Duration low = Duration.between(after, market);
      Duration high = Duration.between(before, market);
      least = least == null || low.compareTo(least) > 0 ? low : least;
      most = most == null || high.compareTo(most) < 0 ? high : most;
    }
    if (least == null || most == null || isUnsure(least, most)) {
      throw new IllegalStateException("the venue's clock is unsure: " + least + " to " + most);
    }
    return least.plus(most.minus(least).dividedBy(2));
  }

  private static boolean isUnsure(@Nullable Duration least, @Nullable Duration most) {
    return least == null || most == null || most.minus(least).compareTo(MOST_UNSURE) > 0;
  }
}
