package io.estop.paper.exchange;

import io.estop.paper.account.Position;
import io.estop.paper.book.BookSettings;
import io.estop.paper.market.Instrument;
import io.estop.paper.order.OrderRequest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the venue starts with.
 *
 * @param asOf the market's moment; null for a time inside an open session
 */
public record Seeding(
    @Nullable Instant asOf,
    long seed,
    BigDecimal cash,
    List<Instrument> instruments,
    Map<String, Position> positions,
    List<OrderRequest> orders,
    BookSettings books) {
  public Seeding {
    instruments = List.copyOf(instruments);
    orders = List.copyOf(orders);
  }
}
