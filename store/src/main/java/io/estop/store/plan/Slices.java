package io.estop.store.plan;

import static io.estop.store.Rows.at;
import static io.estop.store.Rows.moment;

import io.estop.model.StopId;
import io.estop.model.liquidation.ClientOrderId;
import io.estop.model.trading.Account;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.OptionContract;
import io.estop.model.trading.Side;
import io.estop.store.Database;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The orders of stops; each row is written before its order is sent. */
public final class Slices {
  private final Database database;
  private final Clock clock;

  public Slices(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * An order that is to be sent.
   *
   * @param slice the order
   * @param fence of the claim under which it is sent
   */
  public record Intent(SliceRow slice, long fence) {}

  /**
   * What became of intents.
   *
   * @param written those that may be sent now, some perhaps over less than was asked for
   * @param capped those for which what is in flight leaves no room now
   */
  public record Intended(List<SliceRow> written, Set<ClientOrderId> capped) {}

  /** Writes intents as {@link #intend(List, BigDecimal)} does, without a cap. */
  public List<SliceRow> intend(List<Intent> intents) {
    return write(intents);
  }

  /**
   * Writes the intents to send orders, each only if the stop still has the claim under its fence.
   * The claims are locked against a take-over until the transaction ends: whoever takes over then
   * finds every intent of the former owner. To be called in a transaction.
   *
   * <p>What all stops have in flight stays within the cap: whoever writes intents waits here for
   * the others, and in the caller's order each takes what room is left. An order that could never
   * fit is cut to the room when it is at least half of the cap.
   *
   * @param cap most notional in flight, in the account's currency, of all stops together; above 0
   * @return what was written and what has to wait; in neither is one whose claim is another's, or
   *     that is there already, or beside which the position has an order that its writer did not
   *     know
   */
  public Intended intend(List<Intent> intents, BigDecimal cap) {
    if (intents.isEmpty()) {
      return new Intended(List.of(), Set.of());
    }
    BigDecimal room = cap.subtract(inFlightOnceOthersAreDone());
    List<Intent> fitting = new ArrayList<>();
    Set<ClientOrderId> capped = new HashSet<>();
    for (Intent intent : intents) {
      BigDecimal left = room;
      Optional<SliceRow> fits = within(intent.slice(), left, cap);
      if (fits.isPresent()) {
        room = left.subtract(notional(fits.get()));
        fitting.add(new Intent(fits.get(), intent.fence()));
      } else {
        capped.add(intent.slice().id());
      }
    }
    return new Intended(write(fitting), Set.copyOf(capped));
  }

  private BigDecimal inFlightOnceOthersAreDone() {
    // Until this transaction ends: two that decide at once would both take the same room.
    database
        .jdbc()
        .sql("select pg_advisory_xact_lock(hashtextextended('estop/in-flight', 0))::text")
        .query(String.class)
        .single();
    return database
        .jdbc()
        .sql(
            """
            select coalesce(sum((quantity - filled_quantity) * limit_price
              * case when asset_class = 'us_option' then :contract else 1 end), 0)
            from slice where state in ('INTENT', 'WORKING')
            """)
        .param("contract", OptionContract.MULTIPLIER)
        .query(BigDecimal.class)
        .single();
  }

  private static Optional<SliceRow> within(SliceRow slice, BigDecimal room, BigDecimal cap) {
    BigDecimal asked = notional(slice);
    if (asked.compareTo(room) <= 0) {
      return Optional.of(slice);
    }
    boolean neverFits = asked.compareTo(cap) > 0;
    if (!neverFits || room.add(room).compareTo(cap) < 0) {
      return Optional.empty();
    }
    BigDecimal unit = slice.limitPrice().multiply(slice.instrument().multiplier());
    int scale = slice.instrument().assetClass() == AssetClass.CRYPTO ? slice.quantity().scale() : 0;
    BigDecimal most = room.divide(unit, Math.max(0, scale), RoundingMode.DOWN);
    return most.signum() > 0 ? Optional.of(slice.of(most)) : Optional.empty();
  }

  private static BigDecimal notional(SliceRow slice) {
    return slice.quantity().multiply(slice.limitPrice()).multiply(slice.instrument().multiplier());
  }

  private List<SliceRow> write(List<Intent> intents) {
    List<Intent> ordered =
        intents.stream()
            .sorted(
                Comparator.comparing((Intent intent) -> intent.slice().account().toString())
                    .thenComparing(intent -> intent.slice().instrument().symbol()))
            .toList();
    if (ordered.isEmpty()) {
      return List.of();
    }
    Set<String> done =
        Set.copyOf(
            database
                .over(
                    """
                    with wanted as (
                      select * from unnest(:id::text[], :stop::text[], :number::integer[],
                        :slice::integer[], :attempt::integer[], :account::text[],
                        :symbol::text[], :assetClass::text[], :side::text[],
                        :quantity::numeric[], :limitPrice::numeric[], :timeInForce::text[],
                        :intendedAt::timestamptz[], :sendBy::timestamptz[],
                        :sequence::integer[], :quoteBid::numeric[], :quoteAsk::numeric[],
                        :fence::bigint[])
                      as one (client_order_id, stop_id, number, slice, attempt, account, symbol,
                        asset_class, side, quantity, limit_price, time_in_force, intended_at,
                        send_by, sequence, quote_bid, quote_ask, fence)),
                    held as materialized (
                      select claim.account, claim.symbol
                      from claim
                      join wanted using (account, symbol, stop_id, fence)
                      order by claim.account, claim.symbol
                      for share of claim)
                    insert into slice (client_order_id, stop_id, number, slice, attempt, account,
                      symbol, asset_class, side, quantity, limit_price, time_in_force,
                      intended_at, send_by, state, changed_at, sequence, quote_bid, quote_ask)
                    select client_order_id, stop_id, number, slice, attempt, account,
                      symbol, asset_class, side, quantity, limit_price, time_in_force,
                      intended_at, send_by, 'INTENT', intended_at, sequence, quote_bid, quote_ask
                    from wanted join held using (account, symbol)
                    on conflict do nothing
                    returning client_order_id
                    """,
                    ordered.stream().map(Slices::parameters).toList())
                .query(String.class)
                .list());
    // In the caller's order, which is that of urgency.
    return intents.stream()
        .map(Intent::slice)
        .filter(slice -> done.contains(slice.id().toString()))
        .toList();
  }

  private static Map<String, @Nullable Object> parameters(Intent intent) {
    SliceRow slice = intent.slice();
    Map<String, @Nullable Object> row = new HashMap<>(fixed(intent));
    row.put("sequence", slice.sequence());
    row.put("quoteBid", slice.quoteBid().orElse(null));
    row.put("quoteAsk", slice.quoteAsk().orElse(null));
    return row;
  }

  private static Map<String, Object> fixed(Intent intent) {
    SliceRow slice = intent.slice();
    return Map.ofEntries(
        Map.entry("id", slice.id().toString()),
        Map.entry("stop", slice.id().stopId().value()),
        Map.entry("number", slice.id().position()),
        Map.entry("slice", slice.id().slice()),
        Map.entry("attempt", slice.id().attempt()),
        Map.entry("account", slice.account().toString()),
        Map.entry("symbol", slice.instrument().symbol()),
        Map.entry("assetClass", slice.instrument().assetClass().word()),
        Map.entry("side", slice.side().name()),
        Map.entry("quantity", slice.quantity()),
        Map.entry("limitPrice", slice.limitPrice()),
        Map.entry("timeInForce", slice.timeInForce()),
        Map.entry("intendedAt", at(slice.intendedAt())),
        Map.entry("sendBy", at(slice.sendBy())),
        Map.entry("fence", intent.fence()));
  }

  /** Writes what is known of orders; one that is over stays over. */
  public void update(Collection<SliceRow> known) {
    OffsetDateTime now = at(clock.instant());
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (SliceRow slice : known) {
      Map<String, @Nullable Object> row = new HashMap<>();
      row.put("state", slice.state().name());
      row.put("orderId", slice.orderId().orElse(null));
      row.put("filled", slice.filledQuantity());
      row.put("average", slice.averagePrice().orElse(null));
      row.put("detail", slice.detail());
      row.put("now", now);
      row.put("id", slice.id().toString());
      rows.add(row);
    }
    if (rows.isEmpty()) {
      return;
    }
    database
        .over(
            """
            update slice set state = known.state,
              order_id = coalesce(known.order_id, slice.order_id),
              average_price = case when known.filled >= slice.filled_quantity then known.average
                else slice.average_price end,
              filled_quantity = greatest(slice.filled_quantity, known.filled),
              detail = known.detail, changed_at = known.changed_at
            from unnest(:id::text[], :state::text[], :orderId::text[], :filled::numeric[],
              :average::numeric[], :detail::text[], :now::timestamptz[])
              as known (id, state, order_id, filled, average, detail, changed_at)
            where slice.client_order_id = known.id and slice.state in ('INTENT', 'WORKING')
            """,
            rows)
        .update();
  }

  /**
   * Returns what all stops have ordered in some symbols of an account that may still fill, or has
   * filled so lately that a read of the venue may hide it. Until the transaction ends nobody else
   * gets an answer for that account: two that decide by it at once would both count on the same
   * cover. To be called before claims and positions are locked.
   *
   * @param since an order that filled, and changed after this moment, counts
   */
  public List<SliceRow> coverOnceOthersAreDone(
      Account account, Collection<String> symbols, Instant since) {
    database
        .jdbc()
        .sql("select pg_advisory_xact_lock(hashtextextended('estop/cover/' || :account, 0))::text")
        .param("account", account.toString())
        .query(String.class)
        .single();
    return database
        .jdbc()
        .sql(
            """
            select slice.* from planned_position held
            join slice on slice.stop_id = held.stop_id and slice.number = held.number
            where held.account = :account and held.symbol = any(:symbols)
              and (slice.state in ('INTENT', 'WORKING')
                or (slice.filled_quantity > 0 and slice.changed_at > :since))
            order by slice.client_order_id
            """)
        .param("account", account.toString())
        .param("symbols", symbols.toArray(String[]::new))
        .param("since", at(since))
        .query(Slices::row)
        .list();
  }

  /** Returns every order of some of a stop's positions, by their numbers, oldest first. */
  public List<SliceRow> of(StopId stop, Collection<Integer> numbers) {
    return database
        .jdbc()
        .sql(
            "select * from slice where stop_id = :stop and number = any(:numbers)"
                + " order by number, sequence")
        .param("stop", stop.value())
        .param("numbers", numbers.toArray(Integer[]::new))
        .query(Slices::row)
        .list();
  }

  /** Returns how many orders some of a stop's positions have, by number; absent means none. */
  public Map<Integer, Integer> counts(StopId stop, Collection<Integer> numbers) {
    Map<Integer, Integer> counts = new HashMap<>();
    database
        .jdbc()
        .sql(
            "select number, count(*) as orders from slice"
                + " where stop_id = :stop and number = any(:numbers) group by number")
        .param("stop", stop.value())
        .param("numbers", numbers.toArray(Integer[]::new))
        .query(
            row -> {
              counts.put(row.getInt("number"), row.getInt("orders"));
            });
    return counts;
  }

  /** Returns the orders of a stop that are not known to be over. */
  public List<SliceRow> open(StopId stop) {
    return database
        .jdbc()
        .sql(
            "select * from slice where stop_id = :stop and state in ('INTENT', 'WORKING')"
                + " order by number, slice, attempt")
        .param("stop", stop.value())
        .query(Slices::row)
        .list();
  }

  /**
   * Returns the orders of other stops in an account that are not known to be over, ended stops
   * included.
   */
  public List<SliceRow> openOfOthers(StopId stop, Account account, Collection<String> symbols) {
    return database
        .jdbc()
        .sql(
            "select * from slice where account = :account and symbol = any(:symbols)"
                + " and stop_id <> :stop and state in ('INTENT', 'WORKING')"
                + " order by client_order_id")
        .param("account", account.toString())
        .param("symbols", symbols.toArray(String[]::new))
        .param("stop", stop.value())
        .query(Slices::row)
        .list();
  }

  /** Returns whether any order of any stop may still fill in that account. */
  public boolean anyOpen(Account account) {
    return database
        .jdbc()
        .sql(
            "select exists (select from slice where account = :account"
                + " and state in ('INTENT', 'WORKING'))")
        .param("account", account.toString())
        .query(Boolean.class)
        .single();
  }

  /** Returns those of the client order ids that belong to any stop. */
  public Set<String> known(Collection<String> clientOrderIds) {
    if (clientOrderIds.isEmpty()) {
      return Set.of();
    }
    return database
        .jdbc()
        .sql("select client_order_id from slice where client_order_id = any(:ids)")
        .param("ids", clientOrderIds.toArray(String[]::new))
        .query(String.class)
        .list()
        .stream()
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns how many orders of a stop the venue got, or may have got. */
  public int count(StopId stop) {
    return database
        .jdbc()
        .sql("select count(*) from slice where stop_id = :stop and state <> 'ABSENT'")
        .param("stop", stop.value())
        .query(Integer.class)
        .single();
  }

  private static SliceRow row(ResultSet row, int number) throws SQLException {
    return new SliceRow(
        ClientOrderId.parse(row.getString("client_order_id")),
        Account.parse(row.getString("account")),
        new Instrument(row.getString("symbol"), AssetClass.ofWord(row.getString("asset_class"))),
        Side.valueOf(row.getString("side")),
        row.getBigDecimal("quantity"),
        row.getBigDecimal("limit_price"),
        row.getString("time_in_force"),
        moment(row, "intended_at"),
        moment(row, "send_by"),
        SliceState.valueOf(row.getString("state")),
        Optional.ofNullable(row.getString("order_id")),
        row.getBigDecimal("filled_quantity"),
        Optional.ofNullable(row.getBigDecimal("average_price")),
        row.getString("detail"),
        row.getInt("sequence"),
        Optional.ofNullable(row.getBigDecimal("quote_bid")),
        Optional.ofNullable(row.getBigDecimal("quote_ask")));
  }
}
