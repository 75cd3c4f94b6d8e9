package io.estop.paper.api;

import io.estop.paper.exchange.Exchange;
import io.estop.paper.exchange.PositionView;
import io.estop.paper.exchange.Refusal;
import io.estop.paper.faults.BadData;
import io.estop.paper.faults.FaultSwitch;
import io.estop.paper.order.OrderView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Alpaca's /v2/positions. */
@RestController
@RequestMapping("/v2/positions")
final class PositionController {
  private final Exchange exchange;
  private final FaultSwitch faults;

  PositionController(Exchange exchange, FaultSwitch faults) {
    this.exchange = exchange;
    this.faults = faults;
  }

  @GetMapping
  List<PositionView> list() {
    return exchange.positions().stream().map(this::spoiled).toList();
  }

  private PositionView spoiled(PositionView position) {
    if (faults.isBad(position.symbol(), BadData.QUANTITY_NAN)) {
      return position.saying("NaN", position.assetClass());
    }
    return faults.isBad(position.symbol(), BadData.CLASS_UNKNOWN)
        ? position.saying(position.qty(), "us_future")
        : position;
  }

  @GetMapping("/{*symbol}")
  PositionView get(@PathVariable String symbol) {
    return exchange.position(Symbols.ofPath(symbol));
  }

  @DeleteMapping("/{*symbol}")
  OrderView close(
      @PathVariable String symbol,
      @RequestParam(required = false) @Nullable BigDecimal qty,
      @RequestParam(required = false) @Nullable BigDecimal percentage) {
    return exchange.close(Symbols.ofPath(symbol), qty, percentage);
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.MULTI_STATUS)
  List<Closed> closeAll(
      @RequestParam(name = "cancel_orders", defaultValue = "false") String cancel) {
    if (Boolean.parseBoolean(cancel)) {
      exchange.cancelAll();
    }
    List<Closed> answers = new ArrayList<>();
    for (PositionView position : exchange.positions()) {
      answers.add(close(position.symbol()));
    }
    return answers;
  }

  private Closed close(String symbol) {
    try {
      return new Closed(symbol, 200, exchange.close(symbol, null, null));
    } catch (Refusal refusal) {
      return new Closed(symbol, refusal.status(), ApiErrors.body(refusal));
    }
  }

  /** One line of the answer to closing everything: the order, or why there is none. */
  record Closed(String symbol, int status, Object body) {}
}
