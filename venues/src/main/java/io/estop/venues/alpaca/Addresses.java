package io.estop.venues.alpaca;

import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where each question of Alpaca's API is asked. */
record Addresses(URI trading, URI data) {

  /** The API's own maximum. */
  static final int ORDERS_A_PAGE = 500;

  /** The API's own maximum. */
  static final int TRANSFERS_A_PAGE = 100;

  private static final int SHARES_A_REQUEST = 200;

  /** Option symbols are long; an address stays below 4 KB. */
  private static final int OPTIONS_A_REQUEST = 100;

  /** The API's own maximum, over all symbols of a request: a page holds the days of this many. */
  private static final int BARS_A_PAGE = 10_000;

  private static final int BARS_OF = 200;

  URI account() {
    return trading("/v2/account");
  }

  /** Cash that came and went after that day, oldest first. */
  URI transfersAfter(LocalDate day) {
    return trading(
        "/v2/account/activities?activity_types=CSD,CSW,JNLC&direction=asc&page_size="
            + TRANSFERS_A_PAGE
            + "&after="
            + day);
  }

  URI configurations() {
    return trading("/v2/account/configurations");
  }

  URI clock() {
    return trading("/v2/clock");
  }

  URI positions() {
    return trading("/v2/positions");
  }

  URI orders() {
    return trading("/v2/orders");
  }

  /** The paper venue adds it to Alpaca's API. */
  URI cancelAllAfter() {
    return trading("/v2/orders/cancel-all-after");
  }

  URI order(String orderId) {
    return trading("/v2/orders/" + encoded(orderId));
  }

  URI orderByClientOrderId(String clientOrderId) {
    return trading("/v2/orders:by_client_order_id?client_order_id=" + encoded(clientOrderId));
  }

  /** The first page of open orders, oldest first. */
  URI openOrders() {
    return trading("/v2/orders?status=open&direction=asc&nested=false&limit=" + ORDERS_A_PAGE);
  }

  URI openOrdersAfter(Instant submittedAt) {
    return URI.create(openOrders() + "&after=" + encoded(submittedAt.toString()));
  }

  /** Orders in any state, newest first. */
  URI ordersSince(Instant submittedAt) {
    return trading(
        "/v2/orders?status=all&direction=desc&nested=false&limit="
            + ORDERS_A_PAGE
            + "&after="
            + encoded(submittedAt.toString()));
  }

  /** Requests that together ask for every instrument once. */
  List<URI> quotes(Collection<Instrument> instruments) {
    List<URI> requests = new ArrayList<>();
    requests.addAll(
        quotes(AssetClass.US_EQUITY, "/v2/stocks/quotes/latest", SHARES_A_REQUEST, instruments));
    requests.addAll(
        quotes(
            AssetClass.US_OPTION,
            "/v1beta1/options/quotes/latest",
            OPTIONS_A_REQUEST,
            instruments));
    requests.addAll(
        quotes(
            AssetClass.CRYPTO, "/v1beta3/crypto/us/latest/quotes", SHARES_A_REQUEST, instruments));
    return requests;
  }

  /** Daily bars since then, of coins, of shares and of the shares that options are on. */
  List<URI> dailyBars(Collection<Instrument> instruments, Instant since) {
    String rest = "&timeframe=1Day&limit=" + BARS_A_PAGE + "&start=" + encoded(since.toString());
    List<URI> requests = new ArrayList<>();
    requests.addAll(
        chunked(
            "/v2/stocks/bars",
            rest + "&adjustment=split",
            BARS_OF,
            instruments.stream()
                .filter(one -> one.assetClass() != AssetClass.CRYPTO)
                .map(Instrument::underlying)));
    requests.addAll(
        chunked("/v1beta3/crypto/us/bars", rest, BARS_OF, symbols(AssetClass.CRYPTO, instruments)));
    return requests;
  }

  /** Only coins have a book that is told. */
  List<URI> orderBooks(Collection<Instrument> instruments) {
    return chunked(
        "/v1beta3/crypto/us/latest/orderbooks",
        "",
        SHARES_A_REQUEST,
        symbols(AssetClass.CRYPTO, instruments));
  }

  List<URI> optionSnapshots(Collection<Instrument> instruments) {
    return chunked(
        "/v1beta1/options/snapshots",
        "&limit=" + OPTIONS_A_REQUEST,
        OPTIONS_A_REQUEST,
        symbols(AssetClass.US_OPTION, instruments));
  }

  private List<URI> quotes(
      AssetClass assetClass, String path, int aRequest, Collection<Instrument> instruments) {
    return chunked(path, "", aRequest, symbols(assetClass, instruments));
  }

  private static Stream<String> symbols(AssetClass assetClass, Collection<Instrument> instruments) {
    return instruments.stream()
        .filter(instrument -> instrument.assetClass() == assetClass)
        .map(Instrument::symbol);
  }

  private List<URI> chunked(String path, String rest, int aRequest, Stream<String> asked) {
    List<String> symbols = asked.distinct().toList();
    List<URI> requests = new ArrayList<>();
    for (int from = 0; from < symbols.size(); from += aRequest) {
      List<String> chunk = symbols.subList(from, Math.min(from + aRequest, symbols.size()));
      requests.add(URI.create(data + path + "?symbols=" + joined(chunk) + rest));
    }
    return requests;
  }

  private URI trading(String path) {
    return URI.create(trading + path);
  }

  private static String joined(List<String> symbols) {
    return symbols.stream().map(Addresses::encoded).collect(Collectors.joining(","));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
