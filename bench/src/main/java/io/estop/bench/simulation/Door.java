package io.estop.bench.simulation;

import io.estop.model.trading.Account;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import io.estop.venues.Answer;
import io.estop.venues.MarketClock;
import io.estop.venues.NewOrder;
import io.estop.venues.Submission;
import io.estop.venues.Venue;
import io.estop.venues.VenueOrder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The way of one process to an exchange, over a network that loses and delays. What has left
 * arrives though the process ends meanwhile.
 */
final class Door implements Venue {
  /** Longest that a request is held. */
  static final Duration REQUEST = Duration.ofMillis(200);

  private final Exchange exchange;
  private final Machine machine;
  private final World world;

  Door(Exchange exchange, Machine machine, World world) {
    this.exchange = exchange;
    this.machine = machine;
    this.world = world;
  }

  @Override
  public Account account() {
    return exchange.account;
  }

  @Override
  public Answer<AccountState> accountState() {
    return ask(
        "account", () -> new AccountState(exchange.account.id(), BigDecimal.valueOf(1_000_000)));
  }

  @Override
  public Answer<List<Position>> positions() {
    return ask("positions", exchange::positions);
  }

  @Override
  public Answer<List<VenueOrder>> openOrders() {
    return ask("open orders", exchange::openOrders);
  }

  @Override
  public Answer<Optional<VenueOrder>> orderByClientOrderId(String clientOrderId) {
    return ask("order " + clientOrderId, () -> exchange.byClientOrderId(clientOrderId));
  }

  @Override
  public Answer<Optional<VenueOrder>> order(String orderId) {
    return ask("order " + orderId, () -> exchange.byId(orderId));
  }

  @Override
  public Answer<Map<String, Quote>> quotes(Collection<Instrument> instruments) {
    List<Instrument> asked = List.copyOf(instruments);
    return ask("quotes", () -> exchange.quotes(asked));
  }

  @Override
  public Answer<MarketClock> clock() {
    return ask("clock", exchange::clock);
  }

  @Override
  public Answer<Boolean> tradingSuspended() {
    return ask("lock", exchange::isLocked);
  }

  @Override
  public Answer<Boolean> suspendTrading(boolean suspended) {
    return ask("set lock", () -> exchange.suspend(suspended));
  }

  @Override
  public Answer<Cancellation> cancel(String orderId) {
    return ask("cancel " + orderId, () -> exchange.cancel(orderId));
  }

  @Override
  public Answer<Cancellation> cancelAll() {
    return ask(
        "cancel all",
        () -> {
          exchange.cancelAll();
          return Cancellation.REQUESTED;
        });
  }

  /** A request that is answered, or not; where it is not it took effect or did not. */
  private <T> Answer<T> ask(String what, Supplier<T> at) {
    machine.step();
    if (world.chance(world.trouble().lost())) {
      if (world.chance(0.5)) {
        world.turns().after(world.within(REQUEST), at::get);
      }
      machine.sleep(REQUEST);
      world.watch().tell(machine + " hears nothing of " + what);
      return new Answer.Missing<>(what + ": no answer within " + REQUEST.toMillis() + " ms");
    }
    List<T> answers = new ArrayList<>();
    Duration way = world.way();
    world.turns().after(way, () -> answers.add(at.get()));
    machine.sleep(way.plus(world.way()));
    return new Answer.Known<>(answers.get(0));
  }

  @Override
  public Submission submit(NewOrder order, Instant sendBy) {
    machine.step();
    world.sends(order.clientOrderId(), sendBy);
    if (world.turns().instant().isAfter(sendBy)) {
      return new Submission.NotSent("too late");
    }
    if (world.chance(world.trouble().unsent())) {
      return new Submission.NotSent("the request budget is used up");
    }
    world.watch().tell(machine + " sends " + order.clientOrderId());
    if (world.chance(world.trouble().lost())) {
      return unanswered(order);
    }
    if (world.chance(world.trouble().late())) {
      exchange.comes(order, world.within(REQUEST), answer -> {});
      machine.sleep(world.within(REQUEST));
      return new Submission.Unanswered("the connection was closed");
    }
    if (world.chance(world.trouble().twice())) {
      exchange.comesAgain(order, world.within(REQUEST));
    }
    List<Submission> answers = new ArrayList<>();
    Duration way = world.way();
    exchange.comes(order, way, answers::add);
    machine.sleep(way.plus(world.way()));
    return answers.get(0);
  }

  private Submission unanswered(NewOrder order) {
    if (world.chance(0.5)) {
      exchange.comes(order, world.way(), answer -> {});
    }
    machine.sleep(REQUEST);
    return new Submission.Unanswered("no answer within " + REQUEST.toMillis() + " ms");
  }
}
