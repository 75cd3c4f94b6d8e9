package io.estop.activities.breaker;

import io.estop.model.trading.Account;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import io.estop.venues.Answer;
import io.estop.venues.MarketClock;
import io.estop.venues.VenueOrder;
import io.estop.venues.VenueReader;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A venue that shows what a test tells it to. */
public final class ScriptedVenue implements VenueReader {
  private final Account account;
  private Answer<AccountState> state = new Answer.Missing<>("not asked for in this test");
  private Answer<List<Position>> positions = new Answer.Known<>(List.of());

  public ScriptedVenue(Account account) {
    this.account = account;
  }

  public void equity(String amount) {
    state = new Answer.Known<>(new AccountState(account.id(), new BigDecimal(amount)));
  }

  public void silent(String why) {
    state = new Answer.Missing<>(why);
    positions = new Answer.Missing<>(why);
  }

  public void positions(Position... shown) {
    positions = new Answer.Known<>(List.of(shown));
  }

  @Override
  public Account account() {
    return account;
  }

  @Override
  public Answer<AccountState> accountState() {
    return state;
  }

  @Override
  public Answer<List<Position>> positions() {
    return positions;
  }

  @Override
  public Answer<List<VenueOrder>> openOrders() {
    return new Answer.Known<>(List.of());
  }

  @Override
  public Answer<Optional<VenueOrder>> orderByClientOrderId(String clientOrderId) {
    return new Answer.Known<>(Optional.empty());
  }

  @Override
  public Answer<Optional<VenueOrder>> order(String orderId) {
    return new Answer.Known<>(Optional.empty());
  }

  @Override
  public Answer<Map<String, Quote>> quotes(Collection<Instrument> instruments) {
    return new Answer.Known<>(Map.of());
  }

  @Override
  public Answer<Boolean> tradingSuspended() {
    return new Answer.Known<>(false);
  }

  @Override
  public Answer<MarketClock> clock() {
    return new Answer.Missing<>("no clock");
  }
}
