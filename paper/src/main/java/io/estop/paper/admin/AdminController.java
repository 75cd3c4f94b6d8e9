package io.estop.paper.admin;

import io.estop.paper.account.AuditReport;
import io.estop.paper.account.Position;
import io.estop.paper.exchange.Exchange;
import io.estop.paper.faults.FaultSwitch;
import io.estop.paper.faults.Faults;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What benches and drills do to the venue behind the API's back. */
@RestController
@RequestMapping("/admin")
final class AdminController {
  private final Exchange exchange;
  private final FaultSwitch faults;
  private final SeedDefaults defaults;

  AdminController(Exchange exchange, FaultSwitch faults, SeedDefaults defaults) {
    this.exchange = exchange;
    this.faults = faults;
    this.defaults = defaults;
  }

  @PostMapping("/seed")
  Map<String, Object> seed(@RequestBody SeedDocument document) {
    exchange.seed(document.seeding(defaults));
    faults.set(faults.faults(), exchange.seed());
    return Map.of(
        "now", exchange.now(),
        "instruments", exchange.instruments().size(),
        "positions", exchange.positions().size());
  }

  @GetMapping("/faults")
  Faults faults() {
    return faults.faults();
  }

  @PutMapping("/faults")
  Faults setFaults(@RequestBody Faults wanted) {
    faults.set(wanted, exchange.seed());
    return faults.faults();
  }

  @PostMapping("/price-shift")
  Map<String, Object> shift(@RequestBody PriceShift shift) {
    double percent = shift.percent().doubleValue();
    if (percent <= -100) {
      throw new IllegalArgumentException("percent must be above -100 but was: " + percent);
    }
    return Map.of("moved", exchange.shiftPrices(percent, shift.symbols()));
  }

  @PostMapping("/pauses")
  Map<String, Object> pause(@RequestBody Pause pause) {
    return Map.of("paused", exchange.pause(pause.symbols(), pause.paused()));
  }

  /** Assignment, delivery, correction: a position changes and no order of the account did it. */
  @PutMapping("/positions")
  Map<String, Object> reposition(@RequestBody SeedDocument.SeedPosition position) {
    exchange.reposition(position.symbol(), new Position(position.qty(), position.avgEntryPrice()));
    return Map.of("positions", exchange.positions().size());
  }

  /** Cash comes in, or goes out where negative, as people move it. */
  @PostMapping("/transfers")
  Map<String, Object> transfer(@RequestBody Moved moved) {
    exchange.transfer(moved.amount());
    return Map.of("cash", exchange.valuation().cash());
  }

  /** An amount of cash. */
  record Moved(BigDecimal amount) {}

  @GetMapping("/audit")
  AuditReport audit() {
    return exchange.audit();
  }

  /** A move of prices in percent, of all symbols when none is named. */
  record PriceShift(BigDecimal percent, @Nullable List<String> symbols) {}

  /** A pause or its end, of the whole venue when no symbol is named. */
  record Pause(@Nullable List<String> symbols, boolean paused) {}
}
