package io.estop.starter.attribution;

import io.estop.model.Scope;
import io.estop.model.trading.Account;
import io.estop.starter.problem.Problem;
import io.estop.store.attribution.Attribution;
import io.estop.store.attribution.OrderSource;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a trading system says of its orders and positions.
 *
 * @param positions shares of accounts' positions
 * @param orderIdPrefixes how client order ids begin, and whose such orders are
 */
record AttributionRequest(@Nullable List<Share> positions, @Nullable List<Prefix> orderIdPrefixes) {
  private static final int MOST = 500;
  private static final Duration MOST_AHEAD = Duration.ofMinutes(1);

  /** One share; {@code scope} is the desk, trader, client or strategy. */
  record Share(
      @Nullable String account,
      @Nullable String symbol,
      @Nullable String scope,
      @Nullable String quantity,
      @Nullable String asOf) {

    private Attribution attribution(String postedBy, Instant now) {
      Instant moment = Instant.parse(required("asOf", asOf));
      if (moment.isAfter(now.plus(MOST_AHEAD))) {
        throw new IllegalArgumentException(
            "asOf must not be later than now, " + now + ", but was: " + moment);
      }
      return new Attribution(
          Account.parse(required("account", account)),
          symbol(required("symbol", symbol)),
          Scope.parse(required("scope", scope)),
          new BigDecimal(required("quantity", quantity)),
          moment,
          postedBy);
    }

    private static String symbol(String text) {
      if (text.length() > 32) {
        throw new IllegalArgumentException(
            "symbol must be 1 to 32 characters but had " + text.length());
      }
      return text;
    }
  }

  /** One prefix. */
  record Prefix(
      @Nullable String prefix, @Nullable String component, @Nullable List<String> scopes) {

    private OrderSource source() {
      return new OrderSource(
          required("prefix", prefix),
          required("component", component),
          scopes == null ? List.of() : scopes.stream().map(Scope::parse).toList());
    }
  }

  /**
   * Returns the shares, checked.
   *
   * @throws Problem 422 naming the value and the bound
   */
  List<Attribution> attributions(String postedBy, Instant now) {
    List<Share> shares = positions == null ? List.of() : positions;
    return checked(
        shares.size(),
        () -> shares.stream().map(share -> share.attribution(postedBy, now)).toList());
  }

  /**
   * Returns the prefixes, checked.
   *
   * @throws Problem 422 naming the value and the bound
   */
  List<OrderSource> sources() {
    List<Prefix> prefixes = orderIdPrefixes == null ? List.of() : orderIdPrefixes;
    return checked(prefixes.size(), () -> prefixes.stream().map(Prefix::source).toList());
  }

  private static <T> List<T> checked(int size, Supplier<List<T>> parse) {
    if (size > MOST) {
      throw Problem.value("at most " + MOST + " entries at a time but there were " + size);
    }
    try {
      return parse.get();
    } catch (NumberFormatException notANumber) {
      throw Problem.value("quantity must be a decimal number");
    } catch (DateTimeException notAMoment) {
      throw Problem.value("asOf must be a moment as in 2026-03-02T14:30:00Z");
    } catch (IllegalArgumentException malformed) {
      throw Problem.value(String.valueOf(malformed.getMessage()));
    }
  }

  private static String required(String field, @Nullable String text) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return text;
  }
}
