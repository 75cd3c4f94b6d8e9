package io.estop.store.component;

import static io.estop.store.Rows.at;
import static io.estop.store.Rows.momentIfAny;

import io.estop.model.StopId;
import io.estop.store.Database;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The components that are expected to trade through a gate, and their acknowledgements. */
public final class Components {
  private final Database database;
  private final Clock clock;

  public Components(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * A process that trades through a gate.
   *
   * @param name its name, as its gate is configured
   * @param maxOrderQuantity registered limit; without it REDUCED denies
   * @param maxPositionQuantity registered limit; without it REDUCED denies
   */
  public record Component(
      String name,
      Optional<BigDecimal> maxOrderQuantity,
      Optional<BigDecimal> maxPositionQuantity) {}

  /**
   * Whether a component acknowledged a stop.
   *
   * @param component its name
   * @param acknowledgedAt when, empty while it is silent
   */
  public record Acknowledgement(String component, Optional<Instant> acknowledgedAt) {}

  /** Registers an expected component, or changes its limits. */
  public void register(Component component) {
    database
        .jdbc()
        .sql(
            """
            insert into component (name, max_order_quantity, max_position_quantity, registered_at)
            values (:name, :maxOrder, :maxPosition, :now)
            on conflict (name) do update set max_order_quantity = excluded.max_order_quantity,
              max_position_quantity = excluded.max_position_quantity
            """)
        .param("name", component.name())
        .param("maxOrder", component.maxOrderQuantity().orElse(null))
        .param("maxPosition", component.maxPositionQuantity().orElse(null))
        .param("now", at(clock.instant()))
        .update();
  }

  /** Returns every expected component. */
  public List<Component> expected() {
    return database
        .jdbc()
        .sql("select * from component order by name")
        .query(
            (row, number) ->
                new Component(
                    row.getString("name"),
                    Optional.ofNullable(row.getBigDecimal("max_order_quantity")),
                    Optional.ofNullable(row.getBigDecimal("max_position_quantity"))))
        .list();
  }

  /** Records that a component is expected to acknowledge a stop, or that it did. */
  public void record(StopId stop, Acknowledgement acknowledgement) {
    database
        .jdbc()
        .sql(
            """
            insert into acknowledgement (stop_id, component, acknowledged_at)
            values (:stop, :component, :at)
            on conflict (stop_id, component) do update set acknowledged_at =
              coalesce(acknowledgement.acknowledged_at, excluded.acknowledged_at)
            """)
        .param("stop", stop.value())
        .param("component", acknowledgement.component())
        .param("at", acknowledgement.acknowledgedAt().map(moment -> at(moment)).orElse(null))
        .update();
  }

  /** Returns who acknowledged a stop and who is silent. */
  public List<Acknowledgement> acknowledgements(StopId stop) {
    return database
        .jdbc()
        .sql("select * from acknowledgement where stop_id = :stop order by component")
        .param("stop", stop.value())
        .query(
            (row, number) ->
                new Acknowledgement(
                    row.getString("component"), momentIfAny(row, "acknowledged_at")))
        .list();
  }
}
