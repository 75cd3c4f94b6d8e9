package io.estop.store.plan;

import static io.estop.store.Rows.at;
import static io.estop.store.Rows.momentIfAny;

import io.estop.model.StopId;
import io.estop.model.liquidation.Method;
import io.estop.model.liquidation.PlannedPosition;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.liquidation.ResidualReason;
import io.estop.model.liquidation.schedule.Schedule;
import io.estop.model.trading.Account;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Quote;
import io.estop.store.Database;
import io.estop.store.Rows;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The planned positions of stops. */
public final class Positions {
  private static final String SELECT =
      """
      select planned_position.*, case when cardinality(inherits) = 0 then 0 else (
        select coalesce(sum(slice.filled_quantity), 0) from unnest(inherits) as one
        join slice on slice.stop_id = split_part(one, ':', 1)
          and slice.number = split_part(one, ':', 2)::integer) end as handed_over
      from planned_position
      """;

  private final Database database;

  public Positions(Database database) {
    this.database = database;
  }

  /**
   * A position that is to be written into the plan.
   *
   * @param planned the position
   * @param fence of the claim
   * @param status OPEN, or CLAIMED_BY where another stop has the claim
   * @param detail what a person should know
   * @param inherited what came before under another stop's claim, if that still counts
   */
  public record NewPosition(
      PlannedPosition planned,
      long fence,
      PositionStatus status,
      String detail,
      Optional<Inherited> inherited) {

    public NewPosition(PlannedPosition planned, long fence, PositionStatus status, String detail) {
      this(planned, fence, status, detail, Optional.empty());
    }

    BigDecimal start() {
      return inherited.map(Inherited::start).orElse(planned.position().quantity());
    }
  }

  /**
   * What a position was under an earlier claim whose orders may still be on their way, or are over
   * only just: then a read of the venue may hide their last fills, and only the earlier start and
   * the fills of those orders bound what is left.
   *
   * @param start signed, as the earlier stop first read it
   * @param foreignReduction absolute, closed by others meanwhile
   * @param positions whose orders count, as {@code stop:number}
   */
  public record Inherited(BigDecimal start, BigDecimal foreignReduction, List<String> positions) {}

  /**
   * Returns, by symbol, what positions of an account were under the latest claim on them, where
   * that still counts.
   *
   * @param since an order that changed after this moment counts, as does one that is not over
   */
  public Map<String, Inherited> inherited(
      Account account, Collection<String> symbols, Instant since) {
    Map<String, Inherited> found = new HashMap<>();
    database
        .jdbc()
        .sql(
            """
            select * from (
              select distinct on (symbol) symbol, status, start_quantity, foreign_reduction,
                inherits || (stop_id || ':' || number) as positions
              from planned_position
              where account = :account and symbol = any(:symbols) and fence > 0
              order by symbol, fence desc, number desc) latest
            where status in ('OPEN', 'RESIDUAL', 'CLAIMED_BY', 'HANDED_OVER') and exists (
              select from unnest(latest.positions) as one
              join slice on slice.stop_id = split_part(one, ':', 1)
                and slice.number = split_part(one, ':', 2)::integer
              where slice.state in ('INTENT', 'WORKING') or slice.changed_at > :since)
            """)
        .param("account", account.toString())
        .param("symbols", symbols.toArray(String[]::new))
        .param("since", at(since))
        .query(
            row -> {
              found.put(
                  row.getString("symbol"),
                  new Inherited(
                      row.getBigDecimal("start_quantity"),
                      row.getBigDecimal("foreign_reduction"),
                      List.of((String[]) row.getArray("positions").getArray())));
            });
    return found;
  }

  /**
   * Returns those of the symbols whose latest position is resolved, and whose orders filled so
   * lately that a read of the venue may still hide it: what such a read shows may be gone already.
   *
   * @param since an order that changed after this moment counts
   */
  public Set<String> resolvedSince(Account account, Collection<String> symbols, Instant since) {
    return Set.copyOf(
        database
            .jdbc()
            .sql(
                """
                select symbol from (
                  select distinct on (symbol) symbol, status,
                    inherits || (stop_id || ':' || number) as positions
                  from planned_position
                  where account = :account and symbol = any(:symbols) and fence > 0
                  order by symbol, fence desc, number desc) latest
                where status in ('CLOSED', 'WORTHLESS', 'DUST') and exists (
                  select from unnest(latest.positions) as one
                  join slice on slice.stop_id = split_part(one, ':', 1)
                    and slice.number = split_part(one, ':', 2)::integer
                  where slice.filled_quantity > 0 and slice.changed_at > :since)
                """)
            .param("account", account.toString())
            .param("symbols", symbols.toArray(String[]::new))
            .param("since", at(since))
            .query(String.class)
            .list());
  }

  /** Writes planned positions; one that is still open stays as it is. */
  public void insert(StopId stop, List<NewPosition> added) {
    if (added.isEmpty()) {
      return;
    }
    database
        .over(
            """
            insert into planned_position (stop_id, number, batch, account, symbol, asset_class,
              start_quantity, open_quantity, average_entry_price, mark_price, arrival_bid,
              arrival_bid_size, arrival_ask, arrival_ask_size, arrival_at, method, risk, why,
              fence, status, reason, detail, foreign_reduction, inherits, schedule, impact,
              expected_cost, expected_millis, expected_requests, wont_fit)
            select stop, number, batch, account, symbol, asset_class, start, open, entry, mark,
              bid, bid_size, ask, ask_size, arrival_at, method, risk, why, fence, status, reason,
              detail, foreign_reduction, inherits::text[], schedule, impact, expected_cost,
              expected_millis, expected_requests, wont_fit
            from unnest(:stop::text[], :number::integer[], :batch::integer[], :account::text[],
              :symbol::text[], :assetClass::text[], :start::numeric[], :open::numeric[],
              :entry::numeric[], :mark::numeric[], :bid::numeric[], :bidSize::numeric[],
              :ask::numeric[], :askSize::numeric[], :arrivalAt::timestamptz[], :method::text[],
              :risk::numeric[], :why::text[], :fence::bigint[], :status::text[],
              :reason::text[], :detail::text[], :foreign::numeric[], :inherits::text[],
              :schedule::text[], :impact::text[], :expectedCost::numeric[],
              :expectedMillis::bigint[], :expectedRequests::integer[], :wontFit::text[])
              as one (stop, number, batch, account, symbol, asset_class, start, open, entry, mark,
              bid, bid_size, ask, ask_size, arrival_at, method, risk, why, fence, status, reason,
              detail, foreign_reduction, inherits, schedule, impact, expected_cost,
              expected_millis, expected_requests, wont_fit)
            on conflict (stop_id, account, symbol) where status in ('OPEN', 'RESIDUAL')
              do nothing
            """,
            added.stream().map(one -> parameters(stop, one)).toList())
        .update();
  }

  private static Map<String, @Nullable Object> parameters(StopId stop, NewPosition added) {
    PlannedPosition planned = added.planned();
    Map<String, @Nullable Object> row = plan(planned);
    row.put("stop", stop.value());
    row.put("number", planned.number());
    row.put("account", planned.account().toString());
    row.put("symbol", planned.position().instrument().symbol());
    row.put("assetClass", planned.position().instrument().assetClass().word());
    row.put("start", added.start());
    row.put("open", planned.position().quantity());
    row.put("foreign", added.inherited().map(Inherited::foreignReduction).orElse(BigDecimal.ZERO));
    // Neither stop ids nor numbers hold anything that an array's text would have to quote.
    row.put(
        "inherits",
        "{"
            + String.join(",", added.inherited().map(Inherited::positions).orElse(List.of()))
            + "}");
    row.put("entry", planned.position().averageEntryPrice());
    row.put("mark", planned.position().currentPrice());
    row.put("risk", planned.risk());
    row.put("fence", added.fence());
    row.put("status", added.status().name());
    row.put("reason", ResidualReason.NONE.name());
    row.put("detail", added.detail());
    return row;
  }

  /** What a fresh plan may say anew. */
  private static Map<String, @Nullable Object> plan(PlannedPosition planned) {
    Map<String, @Nullable Object> row = arrival(planned.arrival());
    row.put("batch", planned.batch());
    row.put("method", planned.method().name());
    row.put("why", planned.why());
    row.put("schedule", planned.schedule().map(Schedule::toString).orElse(null));
    row.put("impact", planned.impact().map(ImpactText::of).orElse(null));
    row.put("expectedCost", planned.expectedCost());
    row.put("expectedMillis", planned.expectedTime().toMillis());
    row.put("expectedRequests", planned.expectedRequests());
    row.put("wontFit", planned.wontFit().orElse(null));
    return row;
  }

  /**
   * Plans residual positions anew, by their numbers in the old plan: those that waited for the next
   * session. What they were at first and what has been filled stays.
   */
  public void replan(StopId stop, Map<Integer, PlannedPosition> anew) {
    List<Map<String, ?>> rows = new ArrayList<>();
    anew.forEach(
        (number, planned) -> {
          Map<String, @Nullable Object> row = plan(planned);
          row.put("stop", stop.value());
          row.put("number", number);
          rows.add(row);
        });
    database.batch(
        """
        update planned_position set batch = :batch, method = :method, why = :why,
          schedule = :schedule, impact = :impact, expected_cost = :expectedCost,
          expected_millis = :expectedMillis, expected_requests = :expectedRequests,
          wont_fit = :wontFit, started_at = null, arrival_bid = :bid,
          arrival_bid_size = :bidSize, arrival_ask = :ask, arrival_ask_size = :askSize,
          arrival_at = :arrivalAt
        where stop_id = :stop and number = :number and status = 'RESIDUAL'
        """,
        rows);
  }

  private static Map<String, @Nullable Object> arrival(Optional<Quote> arrival) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("bid", arrival.map(Quote::bid).orElse(null));
    row.put("bidSize", arrival.map(Quote::bidSize).orElse(null));
    row.put("ask", arrival.map(Quote::ask).orElse(null));
    row.put("askSize", arrival.map(Quote::askSize).orElse(null));
    row.put("arrivalAt", arrival.map(quote -> at(quote.quotedAt())).orElse(null));
    return row;
  }

  /** Returns every position of a stop, in the order of the plan. */
  public List<PositionRow> all(StopId stop) {
    return database
        .jdbc()
        .sql(SELECT + " where stop_id = :stop order by number")
        .param("stop", stop.value())
        .query(Positions::row)
        .list();
  }

  /** Returns what a stop leaves over, in the order of the plan. */
  public List<PositionRow> leftOver(StopId stop) {
    return database
        .jdbc()
        .sql(SELECT + " where stop_id = :stop and status = 'RESIDUAL' order by number")
        .param("stop", stop.value())
        .query(Positions::row)
        .list();
  }

  /** Returns what a stop leaves over for that reason, in the order of the plan. */
  public List<PositionRow> leftOver(StopId stop, ResidualReason reason) {
    return leftOver(stop).stream().filter(row -> row.reason() == reason).toList();
  }

  /** Returns the positions of one batch, in the order of the plan. */
  public List<PositionRow> batch(StopId stop, int batch) {
    return database
        .jdbc()
        .sql(SELECT + " where stop_id = :stop and batch = :batch order by number")
        .param("stop", stop.value())
        .param("batch", batch)
        .query(Positions::row)
        .list();
  }

  /**
   * Returns the numbers of positions in an account that come before another in the plan and want an
   * order that nothing but the venue's quota keeps back: none of theirs is out, and their fills
   * leave something.
   *
   * @param before number of that other
   * @param most numbers returned, the first ones
   */
  public Set<Integer> wanting(StopId stop, Account account, int before, int most) {
    return Set.copyOf(
        database
            .jdbc()
            .sql(
                """
                select number from planned_position planned
                where stop_id = :stop and account = :account and number < :before
                  and status = 'OPEN' and reason in ('NONE', 'REQUEST_BUDGET')
                  and abs(start_quantity) > foreign_reduction + coalesce((
                    select sum(filled_quantity) from slice
                    where slice.stop_id = planned.stop_id and slice.number = planned.number), 0)
                  and not exists (
                    select from slice
                    where slice.stop_id = planned.stop_id and slice.number = planned.number
                      and state in ('INTENT', 'WORKING'))
                order by number limit :most
                """)
            .param("stop", stop.value())
            .param("account", account.toString())
            .param("before", before)
            .param("most", most)
            .query(Integer.class)
            .list());
  }

  /** Writes what became of positions; what a person closes stays theirs, whoever writes late. */
  public void update(StopId stop, Collection<PositionRow> changed) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (PositionRow position : changed) {
      Map<String, @Nullable Object> row = arrival(position.arrival());
      row.put("open", position.openQuantity());
      row.put("status", position.status().name());
      row.put("reason", position.reason().name());
      row.put("detail", position.detail());
      row.put("filled", position.filledQuantity());
      row.put("value", position.filledValue());
      row.put("foreign", position.foreignReduction());
      row.put("attempts", position.attempts());
      row.put("startedAt", position.startedAt().map(Rows::at).orElse(null));
      row.put("stop", stop.value());
      row.put("number", position.number());
      rows.add(row);
    }
    if (rows.isEmpty()) {
      return;
    }
    database
        .over(
            """
            update planned_position held set open_quantity = now.open,
              status = case when held.status = 'HANDED_OVER' then held.status
                else now.status end,
              reason = case when held.status = 'HANDED_OVER' then held.reason
                else now.reason end,
              detail = case when held.status = 'HANDED_OVER' then held.detail
                else now.detail end,
              attempts = greatest(held.attempts, now.attempts),
              filled_value = case when now.filled >= held.filled_quantity then now.value
                else held.filled_value end,
              filled_quantity = greatest(held.filled_quantity, now.filled),
              foreign_reduction = greatest(held.foreign_reduction, now.foreign_reduction),
              arrival_bid = coalesce(held.arrival_bid, now.bid),
              arrival_bid_size = coalesce(held.arrival_bid_size, now.bid_size),
              arrival_ask = coalesce(held.arrival_ask, now.ask),
              arrival_ask_size = coalesce(held.arrival_ask_size, now.ask_size),
              arrival_at = coalesce(held.arrival_at, now.arrival_at),
              started_at = coalesce(held.started_at, now.started_at)
            from unnest(:stop::text[], :number::integer[], :open::numeric[], :status::text[],
              :reason::text[], :detail::text[], :attempts::integer[], :filled::numeric[],
              :value::numeric[], :foreign::numeric[], :bid::numeric[], :bidSize::numeric[],
              :ask::numeric[], :askSize::numeric[], :arrivalAt::timestamptz[],
              :startedAt::timestamptz[])
              as now (stop_id, number, open, status, reason, detail, attempts, filled, value,
              foreign_reduction, bid, bid_size, ask, ask_size, arrival_at, started_at)
            where held.stop_id = now.stop_id and held.number = now.number
            """,
            rows)
        .update();
  }

  /**
   * Opens again what the deadline left, for another pass. What others closed is found anew: by now
   * no read can still hide a fill of the last pass.
   */
  public void reopenResiduals(StopId stop) {
    database
        .jdbc()
        .sql(
            "update planned_position set status = 'OPEN', reason = 'NONE', foreign_reduction = 0"
                + " where stop_id = :stop and status = 'RESIDUAL'")
        .param("stop", stop.value())
        .update();
  }

  /**
   * Opens again what a person gave back, under the fence that its claim has by now. What was filled
   * before counts; what others closed meanwhile is found anew.
   *
   * @param given positions that were handed over; one that is not any more stays as it is
   * @return their numbers
   */
  public Set<Integer> giveBack(StopId stop, Collection<PositionRow> given) {
    Set<Integer> opened = new HashSet<>();
    for (PositionRow row : given) {
      int changed =
          database
              .jdbc()
              .sql(
                  """
                  update planned_position set status = 'OPEN', reason = 'NONE', detail = :detail,
                    foreign_reduction = 0, fence = claim.fence
                  from claim
                  where planned_position.stop_id = :stop and number = :number
                    and status = 'HANDED_OVER' and claim.account = planned_position.account
                    and claim.symbol = planned_position.symbol
                    and claim.stop_id = planned_position.stop_id
                  """)
              .param("detail", row.detail())
              .param("stop", stop.value())
              .param("number", row.number())
              .update();
      if (changed == 1) {
        opened.add(row.number());
      }
    }
    return opened;
  }

  /** Marks what is still open as left over; the reason stays, or is the deadline. */
  public void markResiduals(StopId stop) {
    database
        .jdbc()
        .sql(
            "update planned_position set status = 'RESIDUAL',"
                + " reason = case when reason = 'NONE' then 'DEADLINE' else reason end"
                + " where stop_id = :stop and status = 'OPEN'")
        .param("stop", stop.value())
        .update();
  }

  /**
   * Writes why positions are left over that were said to wait for an order, with what is open of
   * them; one that is worked on again, or is said to be open for another reason by now, stays.
   */
  public void explain(StopId stop, Collection<PositionRow> settled) {
    database.batch(
        """
        update planned_position set open_quantity = :open, reason = :reason, detail = :detail
        where stop_id = :stop and number = :number and status = 'RESIDUAL'
          and reason = 'IN_FLIGHT'
        """,
        settled.stream()
            .<Map<String, ?>>map(
                row ->
                    Map.of(
                        "open", row.openQuantity(),
                        "reason", row.reason().name(),
                        "detail", row.detail(),
                        "stop", stop.value(),
                        "number", row.number()))
            .toList());
  }

  private static PositionRow row(ResultSet row, int rowNumber) throws SQLException {
    return new PositionRow(
        row.getInt("number"),
        row.getInt("batch"),
        Account.parse(row.getString("account")),
        new Instrument(row.getString("symbol"), AssetClass.ofWord(row.getString("asset_class"))),
        row.getBigDecimal("start_quantity"),
        row.getBigDecimal("open_quantity"),
        row.getBigDecimal("average_entry_price"),
        row.getBigDecimal("mark_price"),
        arrival(row),
        Method.valueOf(row.getString("method")),
        row.getBigDecimal("risk"),
        row.getString("why"),
        row.getLong("fence"),
        PositionStatus.valueOf(row.getString("status")),
        ResidualReason.valueOf(row.getString("reason")),
        row.getString("detail"),
        row.getBigDecimal("filled_quantity"),
        row.getBigDecimal("filled_value"),
        row.getBigDecimal("foreign_reduction"),
        row.getInt("attempts"),
        row.getBigDecimal("handed_over"),
        Optional.ofNullable(row.getString("schedule")).map(Schedule::parse),
        row.getBigDecimal("expected_cost"),
        Duration.ofMillis(row.getLong("expected_millis")),
        row.getInt("expected_requests"),
        Optional.ofNullable(row.getString("wont_fit")),
        momentIfAny(row, "started_at"),
        Optional.ofNullable(row.getString("impact")).map(ImpactText::parse));
  }

  private static Optional<Quote> arrival(ResultSet row) throws SQLException {
    Optional<Instant> quotedAt = momentIfAny(row, "arrival_at");
    if (quotedAt.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Quote(
            row.getBigDecimal("arrival_bid"),
            row.getBigDecimal("arrival_bid_size"),
            row.getBigDecimal("arrival_ask"),
            row.getBigDecimal("arrival_ask_size"),
            quotedAt.get()));
  }
}
