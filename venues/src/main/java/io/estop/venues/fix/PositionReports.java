package io.estop.venues.fix;

import io.estop.model.trading.Position;
import io.estop.venues.Answer;
import io.estop.venues.Partial;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Positions: an acknowledgement that says how many there are, and that many reports. None is an
 * answer only where the venue says so in as many words. A report that is absurd but for its symbol
 * spoils no other.
 */
final class PositionReports implements Gathering<Partial<List<Position>>> {

  private static final int VALID = 0;
  private static final int NONE_FOUND = 2;
  private static final int REJECTED = 2;
  private static final String TOTAL = "TOT";

  private final String account;
  private final Map<String, Position> bySymbol = new LinkedHashMap<>();
  private final Map<String, String> unreadable = new LinkedHashMap<>();
  private int total = -1;
  private int seen;

  PositionReports(String account) {
    this.account = account;
  }

  @Override
  public Optional<Answer<Partial<List<Position>>>> add(Incoming incoming) {
    Fields fields = incoming.fields();
    String whose = fields.text(Tag.ACCOUNT);
    if (!whose.equals(account)) {
      return Gathering.none("answers for account " + whose + " and was asked for " + account);
    }
    return incoming.type().equals(MsgType.REQUEST_FOR_POSITIONS_ACK)
        ? acknowledge(fields)
        : report(fields);
  }

  private Optional<Answer<Partial<List<Position>>>> acknowledge(Fields fields) {
    int result = fields.optionalCount(Tag.POS_REQ_RESULT).orElse(-1);
    int status = fields.optionalCount(Tag.POS_REQ_STATUS).orElse(-1);
    int reports = fields.optionalCount(Tag.TOTAL_NUM_POS_REPORTS).orElse(0);
    if (status == REJECTED || (result != VALID && result != NONE_FOUND)) {
      return Gathering.none(
          "gives no positions, result " + result + ", status " + status + ", " + fields.words());
    }
    if (result == NONE_FOUND && reports != 0) {
      throw fields.absurd(Tag.TOTAL_NUM_POS_REPORTS, "0 where there are no positions");
    }
    if (result == VALID && fields.optional(Tag.TOTAL_NUM_POS_REPORTS).isEmpty()) {
      throw fields.absurd(Tag.TOTAL_NUM_POS_REPORTS, "the number of reports to come");
    }
    total = reports;
    return wholeOrMore();
  }

  private Optional<Answer<Partial<List<Position>>>> report(Fields fields) {
    int result = fields.optionalCount(Tag.POS_REQ_RESULT).orElse(VALID);
    if (result != VALID) {
      return Gathering.none("reports a position with result " + result + ", " + fields.words());
    }
    // One without a symbol could be any of them.
    String symbol = fields.text(Tag.SYMBOL);
    try {
      if (bySymbol.put(symbol, position(fields)) != null) {
        throw fields.absurd(Tag.SYMBOL, "reported once");
      }
    } catch (MalformedMessageException absurd) {
      unreadable.put(symbol, "position " + symbol + ": " + absurd.why());
    }
    seen++;
    return wholeOrMore();
  }

  private Optional<Answer<Partial<List<Position>>>> wholeOrMore() {
    if (seen != total) {
      return Optional.empty();
    }
    bySymbol.keySet().removeAll(unreadable.keySet());
    return Gathering.whole(
        new Partial<>(
            bySymbol.values().stream().filter(held -> held.quantity().signum() != 0).toList(),
            unreadable));
  }

  private static Position position(Fields fields) {
    BigDecimal quantity = quantity(fields);
    return new Position(
        Instruments.read(fields),
        quantity,
        fields.notNegative(Tag.PRIOR_SETTL_PRICE),
        fields.notNegative(Tag.SETTL_PRICE));
  }

  private static BigDecimal quantity(Fields fields) {
    List<Fields> totals =
        fields.group(Tag.NO_POSITIONS).stream()
            .filter(entry -> entry.is(Tag.POS_TYPE, TOTAL))
            .toList();
    if (totals.size() != 1) {
      throw fields.absurd(Tag.NO_POSITIONS, "a group with one entry of type " + TOTAL);
    }
    return quantityOf(totals.get(0), Tag.LONG_QTY)
        .subtract(quantityOf(totals.get(0), Tag.SHORT_QTY));
  }

  /** Either side may be left out, not both. */
  private static BigDecimal quantityOf(Fields entry, int tag) {
    boolean neither =
        entry.optional(Tag.LONG_QTY).isEmpty() && entry.optional(Tag.SHORT_QTY).isEmpty();
    return neither || entry.optional(tag).isPresent() ? entry.notNegative(tag) : BigDecimal.ZERO;
  }
}
