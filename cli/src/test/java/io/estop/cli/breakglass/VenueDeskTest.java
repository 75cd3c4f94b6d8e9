package io.estop.cli.breakglass;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.Scope;
import io.estop.model.trading.Account;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Side;
import io.estop.venues.Answer;
import io.estop.venues.OpenOrders;
import io.estop.venues.OrderStatus;
import io.estop.venues.Venue;
import io.estop.venues.VenueOrder;
import io.estop.venues.VenueReader.AccountState;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Cancelling by hand: what is cancelled, what is left, and when it counts as done. */
class VenueDeskTest {
  private static final ExecutorService pool = Executors.newFixedThreadPool(4);
  private static final Account ACCOUNT = new Account("paper", "PA1");

  private final List<VenueOrder> open = new ArrayList<>();
  private final List<OpenOrders.Unreadable> doubtful = new ArrayList<>();
  private final Set<String> cancelled = new ConcurrentSkipListSet<>();
  private String number = "PA1";
  private boolean silent;
  private boolean stubborn;
  private int passes;

  @AfterAll
  static void stop() {
    pool.shutdownNow();
  }

  @Test
  void cancelsTheOrdersOfTheScopeAndLeavesThoseOfAStop() {
    order("1", "mine", "AAPL");
    order("2", "estop:s-1:1:1:1", "AAPL");
    order("3", "other", "MSFT");

    VenueDesk.Result result = desk().cancelAll(Scope.parse("symbol:AAPL"));

    assertThat(cancelled).containsExactly("1");
    assertThat(result.isDone()).isTrue();
    assertThat(result.over()).containsExactly("1 BUY 5 AAPL");
  }

  @Test
  void anOrderThatNobodyCanReadIsNamedAndKeepsNoOtherFromBeingCancelled() {
    order("1", "mine", "AAPL");
    doubtful.add(new OpenOrders.Unreadable("2", "AAPL", "order 2: qty must be a number"));
    doubtful.add(new OpenOrders.Unreadable("3", "MSFT", "order 3: qty must be a number"));

    VenueDesk.Result result = desk().cancelAll(Scope.parse("symbol:AAPL"));

    assertThat(cancelled).containsExactly("1");
    assertThat(result.isDone()).isFalse();
    assertThat(result.over()).containsExactly("1 BUY 5 AAPL");
    assertThat(result.open()).containsExactly("order 2: qty must be a number");
  }

  @Test
  void anOrderThatTheVenueStillShowsIsNotDone() {
    stubborn = true;
    order("1", "mine", "AAPL");

    VenueDesk.Result result = desk().cancelAll(Scope.firm());

    assertThat(result.isDone()).isFalse();
    assertThat(result.open()).containsExactly("1 BUY 5 AAPL");
    assertThat(passes).isEqualTo(20);
  }

  @Test
  void aSilentVenueIsNotDoneThoughItShowsNothing() {
    silent = true;

    VenueDesk.Result result = desk().cancelAll(Scope.firm());

    assertThat(result.isDone()).isFalse();
    assertThat(result.trouble()).isEqualTo("no answer");
  }

  @Test
  void keysOfAnotherAccountCancelNothing() {
    number = "PA2";
    order("1", "a stranger", "AAPL");

    VenueDesk.Result result = desk().cancelAll(Scope.firm());

    assertThat(cancelled).isEmpty();
    assertThat(result.trouble()).contains("its key opens account PA2");
  }

  @Test
  void onlyScopesThatAVenueCanTellAreCancelled() {
    assertThat(VenueDesk.canTell(Scope.parse("strategy:x"))).isFalse();
    assertThat(VenueDesk.canTell(Scope.firm())).isTrue();
    assertThat(VenueDesk.touches(Scope.parse("account:paper/PA1"), ACCOUNT)).isTrue();
    assertThat(VenueDesk.touches(Scope.parse("account:paper/PA2"), ACCOUNT)).isFalse();
    assertThat(VenueDesk.touches(Scope.parse("venue:alpaca"), ACCOUNT)).isFalse();
    assertThat(VenueDesk.touches(Scope.parse("desk:x"), ACCOUNT)).isFalse();
  }

  private void order(String id, String clientOrderId, String symbol) {
    open.add(
        new VenueOrder(
            id,
            clientOrderId,
            new Instrument(symbol, AssetClass.US_EQUITY),
            Side.BUY,
            new BigDecimal("5"),
            BigDecimal.ZERO,
            Optional.empty(),
            OrderStatus.NEW,
            Instant.EPOCH));
  }

  private VenueDesk desk() {
    return new VenueDesk(venue(), pool, () -> {});
  }

  /** A venue that is asked for its account, its open orders and cancels only. */
  private Venue venue() {
    return (Venue)
        Proxy.newProxyInstance(
            Venue.class.getClassLoader(),
            new Class<?>[] {Venue.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "account" -> ACCOUNT;
                  case "accountNumber" -> accountState().map(AccountState::number);
                  case "readableOpenOrders" ->
                      openOrders().map(readable -> new OpenOrders(readable, doubtful));
                  case "cancel" -> cancel(String.valueOf(arguments[0]));
                  default -> throw new IllegalStateException("not expected: " + method);
                });
  }

  private Answer<AccountState> accountState() {
    passes++;
    return silent
        ? new Answer.Missing<>("no answer")
        : new Answer.Known<>(new AccountState(number, BigDecimal.ONE));
  }

  private Answer<List<VenueOrder>> openOrders() {
    Set<String> gone = stubborn ? Set.of() : new TreeSet<>(cancelled);
    return new Answer.Known<>(
        open.stream().filter(order -> !gone.contains(order.orderId())).toList());
  }

  private Answer<Venue.Cancellation> cancel(String id) {
    cancelled.add(id);
    return new Answer.Known<>(Venue.Cancellation.REQUESTED);
  }
}
