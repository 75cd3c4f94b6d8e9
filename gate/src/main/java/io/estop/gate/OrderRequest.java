package io.estop.gate;

import io.estop.gate.board.OrderId;
import io.estop.model.Scope;
import io.estop.model.ScopeKind;
import io.estop.model.trading.Account;
import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * One order or cancel as the gate sees it. Made before {@link TradingGate#enter}, which computes
 * nothing. Immutable and safe to hand to any thread. It may be entered again, but an order that
 * reduced under a halt is made anew for each entry: its position is of the moment it was made.
 *
 * <p>What is left out is empty, and no hold on a named desk, trader, client, strategy or symbol
 * covers it: a component names all it trades under, as docs/PROTOCOL.md demands. The same goes for
 * a name that no scope can have (1 to 64 of letters, digits and {@code . _ / -}).
 */
public final class OrderRequest {
  private static final AtomicLong MOMENTS = new AtomicLong();

  final String orderId;
  final boolean cancel;
  final boolean paper;
  final BigDecimal quantity;
  final BigDecimal positionAfter;
  final boolean reduces;
  // Every scope that covers the order.
  final Scope[] scopes;
  // Counts up with every order that is made and every order that leaves the reduce lane.
  final long madeAt = nextMoment();
  private final Side side;
  private final String venue;
  private final String account;
  private final String desk;
  private final String trader;
  private final String client;
  private final String strategy;
  private final String symbol;
  private final String drill;

  private OrderRequest(Builder from) {
    orderId = OrderId.checked(from.orderId);
    // An order without a size would slip below every reduced limit.
    if (from.quantity.signum() <= 0 && !from.cancel) {
      throw new IllegalArgumentException(
          "quantity of an order must be more than 0 but was: " + from.quantity.toPlainString());
    }
    cancel = from.cancel;
    paper = from.paper;
    quantity = from.quantity;
    BigDecimal change = from.side == Side.BUY ? from.quantity : from.quantity.negate();
    BigDecimal after = from.position.add(change);
    positionAfter = after.abs();
    reduces =
        from.position.signum() * change.signum() < 0
            && after.signum() * from.position.signum() >= 0;
    side = from.side;
    venue = from.account.venue();
    account = from.account.toString();
    desk = from.desk;
    trader = from.trader;
    client = from.client;
    strategy = from.strategy;
    symbol = from.underlying;
    drill = from.drill;
    scopes = drill.isEmpty() ? liveScopes() : scopes(ScopeKind.DRILL, drill);
  }

  private Scope[] liveScopes() {
    return Stream.of(
            new Scope[] {Scope.firm()},
            scopes(ScopeKind.VENUE, venue),
            scopes(ScopeKind.ACCOUNT, account),
            scopes(ScopeKind.DESK, desk),
            scopes(ScopeKind.TRADER, trader),
            scopes(ScopeKind.CLIENT, client),
            scopes(ScopeKind.STRATEGY, strategy),
            scopes(ScopeKind.SYMBOL, symbol))
        .flatMap(Stream::of)
        .toArray(Scope[]::new);
  }

  // A name that no scope can have is covered by none of its kind.
  private static Scope[] scopes(ScopeKind kind, String id) {
    return Scope.isId(id) ? new Scope[] {new Scope(kind, id)} : new Scope[0];
  }

  /**
   * Begins an order.
   *
   * @param orderId the client order id, 1 to 128 visible ASCII characters
   * @param underlying the symbol, of an option that of its underlying
   */
  public static Builder order(String orderId, Account account, String underlying) {
    return new Builder(orderId, account, underlying, false);
  }

  /** Begins the cancel of an order, which no hold denies. A replacement is an order. */
  public static Builder cancel(String orderId, Account account, String underlying) {
    return new Builder(orderId, account, underlying, true);
  }

  static long nextMoment() {
    return MOMENTS.incrementAndGet();
  }

  /** Returns whether both work on one side of one underlying in one account. */
  boolean closesTheSameAs(OrderRequest other) {
    return side == other.side && account.equals(other.account) && symbol.equals(other.symbol);
  }

  /** Returns whether a hold on that scope covers this order. No drill and live scope ever meet. */
  boolean isCoveredBy(Scope scope) {
    if (scope.isDrill() || !drill.isEmpty()) {
      return scope.isDrill() && scope.id().equals(drill);
    }
    String id = scope.id();
    return switch (scope.kind()) {
      case FIRM -> true;
      case VENUE -> id.equals(venue);
      case ACCOUNT -> id.equals(account);
      case DESK -> id.equals(desk);
      case TRADER -> id.equals(trader);
      case CLIENT -> id.equals(client);
      case STRATEGY -> id.equals(strategy);
      case SYMBOL -> id.equals(symbol);
      case DRILL -> false;
    };
  }

  /** Collects what an order says of itself. */
  public static final class Builder {
    private final String orderId;
    private final Account account;
    private final String underlying;
    private final boolean cancel;
    private Side side = Side.BUY;
    private BigDecimal quantity = BigDecimal.ZERO;
    private BigDecimal position = BigDecimal.ZERO;
    private boolean paper;
    private String desk = "";
    private String trader = "";
    private String client = "";
    private String strategy = "";
    private String drill = "";

    private Builder(String orderId, Account account, String underlying, boolean cancel) {
      this.orderId = orderId;
      this.account = account;
      this.underlying = underlying;
      this.cancel = cancel;
    }

    /**
     * Says how much is bought or sold.
     *
     * @param position signed, of this component in this instrument, read just before, with its
     *     working orders of the same side that have left the gate counted as filled: so many orders
     *     cannot pass that together would be too much. Those still inside the gate counts itself
     */
    public Builder size(Side orderSide, BigDecimal orderQuantity, BigDecimal position) {
      this.side = orderSide;
      this.quantity = orderQuantity;
      this.position = position;
      return this;
    }

    /** Says that the order goes to a paper venue. */
    public Builder toPaperVenue() {
      this.paper = true;
      return this;
    }

    /** Names the desk. */
    public Builder desk(String name) {
      this.desk = name;
      return this;
    }

    /** Names the trader. */
    public Builder trader(String name) {
      this.trader = name;
      return this;
    }

    /** Names the client. */
    public Builder client(String name) {
      this.client = name;
      return this;
    }

    /** Names the strategy. */
    public Builder strategy(String name) {
      this.strategy = name;
      return this;
    }

    /** Says that the order belongs to that drill: only the drill's scope covers it. */
    public Builder drill(String name) {
      this.drill = name;
      return this;
    }

    /**
     * Returns the order.
     *
     * @throws IllegalArgumentException naming the value and the bound
     */
    public OrderRequest build() {
      return new OrderRequest(this);
    }
  }
}
