package io.estop.bench.endtoend;

import io.estop.embedded.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Disturbs the paper venue and reads what really happened there. */
final class VenueControl {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int PAGE = 500;

  private final Stack stack;

  VenueControl(Stack stack) {
    this.stack = stack;
  }

  /** Replaces all faults by these; {@code Map.of()} heals. */
  void faults(Map<String, ?> faults) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(stack.paper().http().base() + "/admin/faults"))
            .header("APCA-API-KEY-ID", stack.tokens().venueKeyId())
            .header("APCA-API-SECRET-KEY", stack.tokens().venueSecretKey())
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(JSON.writeValueAsString(faults)))
            .build();
    try {
      int status = HTTP.send(request, BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw new IllegalStateException("PUT /admin/faults was answered with " + status);
      }
    } catch (IOException failed) {
      throw new IllegalStateException("the paper venue took no faults", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Stops the venue's process in its tracks: connections open, no answer comes. */
  void freeze() {
    Signals.freeze(stack.paperService().pid());
  }

  /** Lets the venue go on where it was. */
  void thaw() {
    Signals.thaw(stack.paperService().pid());
  }

  /** Returns the counters since the last seeding. */
  JsonNode audit() {
    return stack.paper().http().get("/admin/audit").orThrow("GET /admin/audit");
  }

  long audited(String counter) {
    return audit().path(counter).asLong();
  }

  /** Returns every order whose client order id begins so, however many pages that takes. */
  List<JsonNode> orders(String clientOrderIdPrefix) {
    List<JsonNode> all = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    String after = "";
    boolean more = true;
    while (more) {
      more = false;
      for (JsonNode order : page(after)) {
        if (seen.add(order.path("id").asString())) {
          more = true;
          all.add(order);
        }
        after = order.path("submitted_at").asString();
      }
    }
    return all.stream()
        .filter(order -> order.path("client_order_id").asString().startsWith(clientOrderIdPrefix))
        .toList();
  }

  // One millisecond earlier than the last one seen: several may carry the same moment.
  private JsonNode page(String after) {
    String from =
        after.isEmpty() ? "" : "&after=" + java.time.Instant.parse(after).minusMillis(1).toString();
    return stack
        .paper()
        .http()
        .get("/v2/orders?status=all&direction=asc&limit=" + PAGE + from)
        .orThrow("GET /v2/orders");
  }
}
