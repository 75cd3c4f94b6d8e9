package io.estop.venues.fix;

import io.estop.model.trading.Instrument;
import io.estop.model.trading.Quote;
import io.estop.venues.Answer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Snapshots of the top of the book, one message per symbol that was asked for. */
final class Quotes implements Gathering<Map<String, Quote>> {

  private static final String UNKNOWN_SYMBOL = "0";
  private static final String BID = "0";
  private static final String OFFER = "1";

  private final Set<String> missing;
  private final Map<String, Quote> quotes = new HashMap<>();

  Quotes(Collection<Instrument> asked) {
    this.missing =
        asked.stream().map(Instrument::symbol).collect(Collectors.toCollection(HashSet::new));
  }

  /** The venue knows one of several symbols not, and says not which. */
  static final String SOME_UNKNOWN = "knows not every symbol";

  @Override
  public Optional<Answer<Map<String, Quote>>> add(Incoming incoming) {
    Fields fields = incoming.fields();
    if (incoming.type().equals(MsgType.MARKET_DATA_REQUEST_REJECT)) {
      return refused(fields);
    }
    String symbol = fields.text(Tag.SYMBOL);
    if (missing.remove(symbol)) {
      quote(fields, Fields.header(incoming.message()))
          .ifPresent(quote -> quotes.put(symbol, quote));
    }
    return missing.isEmpty() ? Gathering.whole(Map.copyOf(quotes)) : Optional.empty();
  }

  private Optional<Answer<Map<String, Quote>>> refused(Fields fields) {
    if (!fields.is(Tag.MD_REQ_REJ_REASON, UNKNOWN_SYMBOL)) {
      return Gathering.none(
          "gives no quotes, reason "
              + fields.optional(Tag.MD_REQ_REJ_REASON).orElse("not given")
              + ", "
              + fields.words());
    }
    return missing.size() == 1 && quotes.isEmpty()
        ? Gathering.whole(Map.of())
        : Gathering.none(SOME_UNKNOWN);
  }

  /** A side without an entry has nobody; with neither there is no quote. */
  private static Optional<Quote> quote(Fields fields, Fields header) {
    Optional<Fields> bid = side(fields, BID);
    Optional<Fields> offer = side(fields, OFFER);
    if (bid.isEmpty() && offer.isEmpty()) {
      return Optional.empty();
    }
    Instant shown =
        header
            .optionalInstant(Tag.SENDING_TIME)
            .orElseThrow(() -> header.absurd(Tag.SENDING_TIME, "there"));
    return Optional.of(
        new Quote(
            number(bid, Tag.MD_ENTRY_PX),
            number(bid, Tag.MD_ENTRY_SIZE),
            number(offer, Tag.MD_ENTRY_PX),
            number(offer, Tag.MD_ENTRY_SIZE),
            shown));
  }

  private static BigDecimal number(Optional<Fields> side, int tag) {
    return side.map(entry -> entry.notNegative(tag)).orElse(BigDecimal.ZERO);
  }

  private static Optional<Fields> side(Fields fields, String type) {
    return fields.group(Tag.NO_MD_ENTRIES).stream()
        .filter(entry -> entry.is(Tag.MD_ENTRY_TYPE, type))
        .findFirst();
  }
}
