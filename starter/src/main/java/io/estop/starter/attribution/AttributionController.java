package io.estop.starter.attribution;

import io.estop.model.people.Person;
import io.estop.model.people.Role;
import io.estop.starter.people.Caller;
import io.estop.store.Database;
import io.estop.store.attribution.Attribution;
import io.estop.store.attribution.Attributions;
import io.estop.store.attribution.OrderSource;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Takes what trading systems say of whose orders and positions are whose. */
@RestController
final class AttributionController {
  private final Database database;
  private final Attributions attributions;
  private final Ledger ledger;
  private final Clock clock;

  AttributionController(Database database, Attributions attributions, Ledger ledger, Clock clock) {
    this.database = database;
    this.attributions = attributions;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * What was kept.
   *
   * @param positions shares that were kept
   * @param older shares of which a newer one was there already
   * @param orderIdPrefixes prefixes that were registered
   */
  record Kept(int positions, int older, int orderIdPrefixes) {}

  @PostMapping("/api/v1/attributions")
  Kept post(@RequestBody AttributionRequest body, HttpServletRequest request) {
    Person person = Caller.allowed(request, Role::attributes, "attribute orders and positions");
    List<Attribution> shares = body.attributions(person.name(), clock.instant());
    List<OrderSource> sources = body.sources();
    return database.inTransaction(
        () -> {
          int kept = attributions.post(shares);
          attributions.register(sources);
          record(person, kept, sources);
          return new Kept(kept, shares.size() - kept, sources.size());
        });
  }

  /** Prefixes decide which orders a stop cancels: each stands in the record. */
  private void record(Person person, int kept, List<OrderSource> sources) {
    if (kept > 0 || !sources.isEmpty()) {
      ledger.append(
          new LedgerEntry(
              person.name(),
              "ATTRIBUTION",
              "attributions",
              Map.of(
                  "positions",
                  kept,
                  "orderIdPrefixes",
                  sources.stream()
                      .map(one -> one.prefix() + " of " + one.component() + " " + one.scopes())
                      .toList())));
    }
  }
}
