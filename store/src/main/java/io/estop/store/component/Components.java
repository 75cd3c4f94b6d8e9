package io.estop.store.component;

import static io.estop.store.Rows.at;
import static io.estop.store.Rows.momentIfAny;

import io.estop.model.StopId;
import io.estop.store.Database;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The components that trade through a gate, and their acknowledgements. */
public final class Components {
  /** Most components that can be registered. */
  public static final int MOST = 2_000;

  private final Database database;
  private final Ledger ledger;
  private final Clock clock;

  public Components(Database database, Clock clock) {
    this.database = database;
    this.ledger = new Ledger(database, clock);
    this.clock = clock;
  }

  /**
   * Whether a component acknowledged a stop.
   *
   * @param component its name
   * @param acknowledgedAt when, empty while it is silent
   * @param instances the gates under its name that keep the hold
   * @param unfinished orders that they had admitted and not finished
   */
  public record Acknowledgement(
      String component,
      Optional<Instant> acknowledgedAt,
      List<String> instances,
      List<String> unfinished) {
    public Acknowledgement {
      instances = List.copyOf(instances);
      unfinished = List.copyOf(unfinished);
    }

    /** One that listed nothing. */
    public Acknowledgement(String component, Optional<Instant> acknowledgedAt) {
      this(component, acknowledgedAt, List.of(), List.of());
    }
  }

  /** What registering did. */
  public enum Registered {
    NEW,
    SAME,
    CHANGED
  }

  /**
   * Registers a component as the configuration names it.
   *
   * @throws IllegalArgumentException as {@link #register(String, Component)} does
   */
  public void register(Component component) {
    register("configuration", component);
  }

  /**
   * Registers a component, or changes one; a change is in the ledger with the old and the new.
   * Registering the same again changes nothing.
   *
   * @throws IllegalArgumentException where there are too many, or the prefix is not its own
   */
  public Registered register(String actor, Component component) {
    return database.inTransaction(
        () -> {
          // One at a time: the checks below look at all of them.
          database.jdbc().sql("lock table component in share row exclusive mode").update();
          Optional<Component> known = find(component.name());
          if (known.filter(component::equals).isPresent()) {
            return Registered.SAME;
          }
          check(component, known.isEmpty());
          write(component);
          record(actor, known, component);
          return known.isEmpty() ? Registered.NEW : Registered.CHANGED;
        });
  }

  private void check(Component component, boolean isNew) {
    List<Component> all = all();
    if (isNew && all.size() >= MOST) {
      throw new IllegalArgumentException(
          "at most " + MOST + " components can be registered: remove one that trades no more");
    }
    component.orderIdPrefix().ifPresent(prefix -> checkOwn(component.name(), prefix, all));
  }

  private static void checkOwn(String name, String prefix, List<Component> all) {
    for (Component other : all) {
      String taken = other.orderIdPrefix().orElse("");
      if (!other.name().equals(name)
          && !taken.isEmpty()
          && (taken.startsWith(prefix) || prefix.startsWith(taken))) {
        throw new IllegalArgumentException(
            "orderIdPrefix "
                + prefix
                + " is not told from that of "
                + other.name()
                + ", which is "
                + taken
                + ": choose one of which neither begins with the other");
      }
    }
  }

  private void write(Component component) {
    database
        .jdbc()
        .sql(
            """
            insert into component (name, max_order_quantity, max_position_quantity, expected,
              order_id_prefix, registered_at)
            values (:name, :maxOrder, :maxPosition, :expected, :prefix, :now)
            on conflict (name) do update set max_order_quantity = excluded.max_order_quantity,
              max_position_quantity = excluded.max_position_quantity,
              expected = excluded.expected, order_id_prefix = excluded.order_id_prefix
            """)
        .param("name", component.name())
        .param("maxOrder", component.maxOrderQuantity().orElse(null))
        .param("maxPosition", component.maxPositionQuantity().orElse(null))
        .param("expected", component.expected())
        .param("prefix", component.orderIdPrefix().orElse(null))
        .param("now", at(clock.instant()))
        .update();
  }

  private void record(String actor, Optional<Component> known, Component component) {
    Map<String, String> details = new HashMap<>();
    details.put("new", component.told());
    known.ifPresent(old -> details.put("old", old.told()));
    String action = known.isEmpty() ? "COMPONENT_REGISTERED" : "COMPONENT_CHANGED";
    ledger.append(new LedgerEntry(actor, action, "component/" + component.name(), details));
  }

  /** Removes a component: no stop waits for it any more. Returns whether it was there. */
  public boolean remove(String actor, String name) {
    return database.inTransaction(
        () -> {
          Optional<Component> known = find(name);
          database
              .jdbc()
              .sql("delete from component where name = :name")
              .param("name", name)
              .update();
          known.ifPresent(
              old ->
                  ledger.append(
                      new LedgerEntry(
                          actor,
                          "COMPONENT_REMOVED",
                          "component/" + name,
                          Map.of("old", old.told()))));
          return known.isPresent();
        });
  }

  /** Returns one component. */
  public Optional<Component> find(String name) {
    return database
        .jdbc()
        .sql("select * from component where name = :name")
        .param("name", name)
        .query(Components::component)
        .optional();
  }

  /** Returns every registered component, by name. */
  public List<Component> all() {
    return database
        .jdbc()
        .sql("select * from component order by name")
        .query(Components::component)
        .list();
  }

  /** Returns every component that a stop waits for, by name. */
  public List<Component> expected() {
    return all().stream().filter(Component::expected).toList();
  }

  /** Records that a component is expected to acknowledge a stop, or that it did. */
  public void record(StopId stop, Acknowledgement acknowledgement) {
    record(stop, List.of(acknowledgement));
  }

  /**
   * Records who is expected to acknowledge a stop and who did, in one exchange. The first time that
   * a component acknowledged stays; the orders it lists are those of the last call.
   */
  public void record(StopId stop, Collection<Acknowledgement> acknowledgements) {
    List<Map<String, ?>> rows = new ArrayList<>();
    for (Acknowledgement one : acknowledgements) {
      Map<String, Object> row = new HashMap<>();
      row.put("stop", stop.value());
      row.put("component", one.component());
      row.put("at", one.acknowledgedAt().map(moment -> at(moment)).orElse(null));
      row.put("instances", one.instances().toArray(String[]::new));
      row.put("unfinished", one.unfinished().toArray(String[]::new));
      rows.add(row);
    }
    database.batch(
        """
        insert into acknowledgement (stop_id, component, acknowledged_at, instances, unfinished)
        values (:stop, :component, :at, :instances, :unfinished)
        on conflict (stop_id, component) do update set acknowledged_at =
          coalesce(acknowledgement.acknowledged_at, excluded.acknowledged_at),
          instances = excluded.instances, unfinished = excluded.unfinished
        """,
        rows);
  }

  /** Returns who acknowledged a stop and who is silent. */
  public List<Acknowledgement> acknowledgements(StopId stop) {
    return database
        .jdbc()
        .sql("select * from acknowledgement where stop_id = :stop order by component")
        .param("stop", stop.value())
        .query(Components::acknowledgement)
        .list();
  }

  private static Component component(ResultSet row, int number) throws SQLException {
    return new Component(
        row.getString("name"),
        Optional.ofNullable(row.getBigDecimal("max_order_quantity")),
        Optional.ofNullable(row.getBigDecimal("max_position_quantity")),
        row.getBoolean("expected"),
        Optional.ofNullable(row.getString("order_id_prefix")));
  }

  private static Acknowledgement acknowledgement(ResultSet row, int number) throws SQLException {
    return new Acknowledgement(
        row.getString("component"),
        momentIfAny(row, "acknowledged_at"),
        texts(row.getArray("instances")),
        texts(row.getArray("unfinished")));
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
