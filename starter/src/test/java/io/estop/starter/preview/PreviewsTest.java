package io.estop.starter.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.Scope;
import io.estop.model.liquidation.Planner;
import io.estop.model.liquidation.PlannerSettings;
import io.estop.model.trading.Account;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import io.estop.model.trading.Side;
import io.estop.starter.problem.Problem;
import io.estop.venues.Answer;
import io.estop.venues.MarketClock;
import io.estop.venues.Markets;
import io.estop.venues.OrderStatus;
import io.estop.venues.VenueOrder;
import io.estop.venues.VenueReader;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreviewsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");

  private final Account account = Account.parse("paper/PA1");
  private final StandIn venue = new StandIn(account);
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

  @Test
  void plansEverythingTheScopeCoversWithTheOrdersItWouldCancel() {
    PreviewJson all = preview("firm");

    assertThat(all.complete()).isTrue();
    assertThat(all.positions())
        .extracting(PreviewJson.PositionJson::symbol)
        .containsExactlyInAnyOrder("AAPL", "MSFT");
    assertThat(all.orders())
        .extracting(PreviewJson.OrderJson::orderId)
        .containsExactly("o-1", "o-2");
    assertThat(all.totals().expectedCost()).isEqualTo("3.00");
    assertThat(all.totals().expectedRequests())
        .isEqualTo(
            2
                + all.positions().stream()
                    .mapToInt(PreviewJson.PositionJson::expectedRequests)
                    .sum());
  }

  @Test
  void anotherScopeShowsOnlyItsPart() {
    PreviewJson one = preview("symbol:AAPL");

    assertThat(one.positions())
        .extracting(PreviewJson.PositionJson::symbol)
        .containsExactly("AAPL");
    assertThat(one.orders()).extracting(PreviewJson.OrderJson::orderId).containsExactly("o-1");
    assertThat(preview("venue:elsewhere").totals().positions()).isZero();
  }

  @Test
  void isTheSamePlanAsTheEnginesForTheSameBook() {
    Previews.Preview preview = previews(List.of()).of(Scope.firm());

    assertThat(preview.plan())
        .isEqualTo(
            new Planner(PlannerSettings.standard())
                .plan(
                    List.of(
                        new Markets(PlannerSettings.standard(), clock)
                            .of(venue, venue.held)
                            .book())));
  }

  @Test
  void aSilentVenueMakesItIncompleteAndSaysSo() {
    venue.silent = true;

    PreviewJson json = preview("firm");

    assertThat(json.complete()).isFalse();
    assertThat(json.missing()).containsExactly("venue paper: no answer");
    assertThat(json.positions()).isEmpty();
  }

  @Test
  void anAccountThatIsNotTheConfiguredOneIsNotShown() {
    venue.number = "PA2";

    assertThat(preview("firm").missing())
        .containsExactly("venue paper is configured for account PA1 but its key opens account PA2");
  }

  @Test
  void askedAgainWithinSecondsItSparesTheVenue() {
    Previews previews = previews(List.of());
    previews.of(Scope.firm());
    previews.of(Scope.firm());
    assertThat(venue.asked).isEqualTo(1);

    previews.of(Scope.parse("symbol:AAPL"));
    assertThat(venue.asked).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"desk:x", "trader:x", "client:x", "strategy:x", "drill:x"})
  void aScopeThatFlattenDoesNotTakeIsRefused(String scope) {
    assertThatThrownBy(() -> preview(scope))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(scope);
  }

  @Test
  void aVenueThatCannotBeReadIsNamedAndKeepsNothingFromStarting() {
    assertThat(keys("fix", "PA1", "test", "key").read("test").trouble()).contains("missing is fix");
    assertThat(keys("itch", "PA1", "test", "key").read("test").trouble()).contains("was: itch");
    assertThat(keys(null, null, "test", "key").read("test").trouble()).contains("give it account");
    assertThat(keys(null, "PA1", "prod", "key").read("test").trouble()).contains("'prod'");
    assertThat(keys(null, "PA1", "test", "").read("test").trouble()).contains("key-id");
    assertThat(keys("alpaca", "PA1", "test", "key").read("test").open()).isPresent();
    assertThat(keys(null, "PA1", "test", "key")).asString().doesNotContain("hush");
    assertThat(PreviewJson.of(previews(List.of("venue x is not read")).of(Scope.firm())).complete())
        .isFalse();
  }

  private static VenueKeys keys(
      @Nullable String type, @Nullable String account, String environment, String key) {
    URI address = URI.create("http://127.0.0.1:1");
    return new VenueKeys(
        type,
        "x",
        account,
        address,
        address,
        key,
        "hush",
        environment,
        null,
        null,
        null,
        null,
        null);
  }

  private PreviewJson preview(String scope) {
    return PreviewJson.of(previews(List.of()).of(Scope.parse(scope)));
  }

  private Previews previews(List<String> unread) {
    return new Previews(
        List.of(venue), unread, new Planner(PlannerSettings.standard()), Runnable::run, clock);
  }

  /** A venue that only answers. */
  private static final class StandIn implements VenueReader {
    private final Account account;
    private final List<Position> held =
        List.of(share("AAPL", "100", "150"), share("MSFT", "-200", "300"));
    private String number = "PA1";
    private boolean silent = false;
    private int asked = 0;

    StandIn(Account account) {
      this.account = account;
    }

    @Override
    public Account account() {
      return account;
    }

    @Override
    public Answer<AccountState> accountState() {
      asked++;
      return new Answer.Known<>(new AccountState(number, BigDecimal.TEN));
    }

    @Override
    public Answer<List<Position>> positions() {
      return silent ? new Answer.Missing<>("venue paper: no answer") : new Answer.Known<>(held);
    }

    @Override
    public Answer<List<VenueOrder>> openOrders() {
      return new Answer.Known<>(
          List.of(
              order("o-1", "engine-1", "AAPL"),
              order("o-2", "engine-2", "MSFT"),
              order("o-3", "estop:s-1:1:1:1", "MSFT")));
    }

    @Override
    public Answer<Map<String, Quote>> quotes(Collection<Instrument> instruments) {
      Map<String, Quote> quotes = new HashMap<>();
      instruments.forEach(
          one ->
              quotes.put(
                  one.symbol(),
                  new Quote(
                      new BigDecimal("149.99"),
                      new BigDecimal("500"),
                      new BigDecimal("150.01"),
                      new BigDecimal("500"),
                      NOW)));
      return new Answer.Known<>(quotes);
    }

    @Override
    public Answer<MarketClock> clock() {
      return new Answer.Known<>(new MarketClock(NOW, true, NOW.plus(Duration.ofDays(1))));
    }

    @Override
    public Answer<Optional<VenueOrder>> orderByClientOrderId(String clientOrderId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Answer<Optional<VenueOrder>> order(String orderId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Answer<Boolean> tradingSuspended() {
      throw new UnsupportedOperationException();
    }

    private static Position share(String symbol, String quantity, String price) {
      return new Position(
          new Instrument(symbol, AssetClass.US_EQUITY),
          new BigDecimal(quantity),
          new BigDecimal(price),
          new BigDecimal(price));
    }

    private static VenueOrder order(String id, String clientOrderId, String symbol) {
      return new VenueOrder(
          id,
          clientOrderId,
          new Instrument(symbol, AssetClass.US_EQUITY),
          Side.BUY,
          BigDecimal.TEN,
          BigDecimal.ONE,
          Optional.empty(),
          OrderStatus.NEW,
          NOW);
    }
  }
}
