package io.estop.paper.account;

import io.estop.paper.market.Instrument;
import io.estop.paper.order.Side;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cash and positions of the one account. Used only under the venue's lock. */
public final class Account {
  private final Map<String, Position> positions = new LinkedHashMap<>();
  private final Audit audit;
  private final List<Transfer> transfers = new ArrayList<>();
  private BigDecimal cash;
  private BigDecimal lastEquity;

  public Account(BigDecimal cash, Audit audit) {
    this.cash = cash;
    this.lastEquity = cash;
    this.audit = audit;
  }

  /** Puts a position there that was not traded here. */
  public void seed(String symbol, Position position) {
    if (position.qty().signum() == 0) {
      positions.remove(symbol);
    } else {
      positions.put(symbol, position);
    }
    audit.positionSeeded(symbol, position.qty());
  }

  /** Notes the equity that the day started with. */
  public void startDayWith(BigDecimal equity) {
    lastEquity = equity;
  }

  /** Moves cash in, or out where negative: no trade did it. */
  public void transfer(LocalDate day, BigDecimal amount) {
    cash = cash.add(amount);
    transfers.add(new Transfer(day + "::" + transfers.size(), day, amount));
  }

  /** Returns the cash that was moved, in the order of time. */
  public List<Transfer> transfers() {
    return List.copyOf(transfers);
  }

  /** One of them; negative: out. */
  public record Transfer(String id, LocalDate day, BigDecimal amount) {}

  /** Books one fill. */
  public void fill(Instrument instrument, Side side, BigDecimal qty, BigDecimal price) {
    BigDecimal signed = side == Side.BUY ? qty : qty.negate();
    BigDecimal before = qty(instrument.symbol());
    cash = cash.subtract(signed.multiply(price).multiply(instrument.multiplier()));
    Position held = positions.get(instrument.symbol());
    Position after = held == null ? new Position(signed, price) : held.after(signed, price);
    if (after.qty().signum() == 0) {
      positions.remove(instrument.symbol());
    } else {
      positions.put(instrument.symbol(), after);
    }
    audit.positionFilled(instrument.symbol(), before, after.qty());
  }

  public BigDecimal cash() {
    return cash;
  }

  public BigDecimal lastEquity() {
    return lastEquity;
  }

  /** Returns the signed quantity held, zero when flat. */
  public BigDecimal qty(String symbol) {
    Position position = positions.get(symbol);
    return position == null ? BigDecimal.ZERO : position.qty();
  }

  public @Nullable Position position(String symbol) {
    return positions.get(symbol);
  }

  public Map<String, Position> positions() {
    return Collections.unmodifiableMap(positions);
  }
}
