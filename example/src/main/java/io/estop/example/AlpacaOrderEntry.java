package io.estop.example;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Orders over Alpaca's REST API, which the paper venue speaks too; the JDK's HTTP client alone. */
public final class AlpacaOrderEntry implements OrderEntry {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([0-9A-Za-z-]+)\"");

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();
  private final URI orders;
  private final String keyId;
  private final String secret;

  public AlpacaOrderEntry(URI venue, String keyId, String secret) {
    this.orders = URI.create(venue + "/v2/orders");
    this.keyId = keyId;
    this.secret = secret;
  }

  @Override
  public String buy(String clientOrderId, Bid bid) throws IOException, InterruptedException {
    String order =
        """
        {"symbol":"%s","qty":"%s","side":"buy","type":"limit","limit_price":"%s",
        "time_in_force":"gtc","client_order_id":"%s"}"""
            .formatted(
                bid.symbol(),
                bid.quantity().toPlainString(),
                bid.limitPrice().toPlainString(),
                clientOrderId);
    HttpResponse<String> answer =
        http.send(
            request(orders)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(order))
                .build(),
            BodyHandlers.ofString());
    Matcher id = ID.matcher(answer.body());
    if (answer.statusCode() != 200 || !id.find()) {
      throw new Refused("order " + clientOrderId + ": " + answer.statusCode() + answer.body());
    }
    return id.group(1);
  }

  @Override
  public void cancel(String venueOrderId) throws IOException, InterruptedException {
    URI order = URI.create(orders + "/" + venueOrderId);
    http.send(request(order).DELETE().build(), BodyHandlers.discarding());
  }

  private HttpRequest.Builder request(URI address) {
    return HttpRequest.newBuilder(address)
        .timeout(ANSWER)
        .header("APCA-API-KEY-ID", keyId)
        .header("APCA-API-SECRET-KEY", secret);
  }
}
